//! The schema of a blog, learnt in the background: the list does not wait for it.

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use crate::Generator;
use crate::front_matter::{Observed, Schema};

/// A schema that may still be counted together.
#[derive(Debug)]
pub(super) struct Learning {
    schema: Schema,
    counting: Option<JoinHandle<Schema>>,
}

impl Learning {
    /// Counts in what was observed of each post, by path, as it is kept.
    pub(super) fn start(generator: Generator, observed: Vec<(Arc<str>, Box<[u8]>)>) -> Learning {
        let count = move || {
            let mut schema = Schema::new(generator);
            for (path, kept) in observed {
                if let Some(observed) = Observed::of_kept(&kept) {
                    schema.take_in(path, &observed);
                }
            }
            schema
        };
        let counting = thread::Builder::new().name("schema".into()).spawn(count).ok();
        Learning { schema: Schema::new(generator), counting }
    }

    /// The schema, once everything is counted.
    pub(super) fn schema(&mut self) -> &mut Schema {
        if let Some(schema) = self.counting.take().and_then(|counting| counting.join().ok()) {
            self.schema = schema;
        }
        &mut self.schema
    }
}
