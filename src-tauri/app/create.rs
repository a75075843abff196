//! New posts: where one would go, and its making, by the generator's own program where that is
//! needed and may be run.

use galley_core::{Blog, ErrorKind, NewPost, NewPostPlan, Permission, Program};
use tauri::AppHandle;

use crate::host::Host;
use crate::report::tell;
use crate::wire::{Created, Reply, WireError};

impl Host {
    /// What a new post would be called.
    pub fn plan_post(&self, wish: &NewPost) -> Reply<NewPostPlan> {
        self.with_blog(|blog| Ok(blog.plan_post(wish, self.permission(blog), galley_clock::now())))
    }

    /// Makes a post, and says why the generator did not fill its archetype when it failed.
    pub fn create_post(&self, app: &AppHandle, wish: &NewPost) -> Reply<Created> {
        let now = galley_clock::now();
        // The program runs without the blog's lock: the window goes on meanwhile.
        let commission = self.with_blog(|blog| {
            let asks = self.permission(blog) == Permission::Given;
            Ok(blog.commission(wish, now).filter(|_| asks).zip(program(blog)))
        })?;
        let made = commission.map(|(commission, program)| commission.run(&program));
        let (made, problem) = match made.transpose() {
            Ok(made) => (made, None),
            Err(error) => (None, Some(error.to_string())),
        };
        let (changes, post) = self.with_blog(|blog| {
            let (proposal, path) = blog.propose_post(wish, made.as_ref(), now)?;
            let (changes, _) = self.apply(blog, proposal)?;
            Ok((changes, blog.post(&path).cloned()))
        })?;
        tell(app, changes, None);
        let gone = || WireError::new(ErrorKind::NotFound, "the new post went away at once");
        Ok(Created { post: post.ok_or_else(gone)?, problem })
    }

    /// Remembers whether the generator may run the code of the open site.
    pub fn trust(&self, trusted: bool) -> Reply<()> {
        self.with_blog(|blog| self.memory().save_trust(blog.root(), trusted))
    }

    fn permission(&self, blog: &Blog) -> Permission {
        match program(blog) {
            None => Permission::Missing,
            Some(_) if self.memory().is_trusted(blog.root()) => Permission::Given,
            Some(_) => Permission::Unasked,
        }
    }
}

/// The program of the blog's generator on this machine.
fn program(blog: &Blog) -> Option<Program> {
    let path = std::env::var_os("PATH")?;
    Program::found(blog.site().generator().program()?, &path, std::env::temp_dir())
}
