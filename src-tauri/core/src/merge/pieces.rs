//! What a merge came to.

/// Whose text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The writer's.
    Mine,
    /// The file's.
    Theirs,
}

/// A place where both changed the same lines, each in another way.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Conflict {
    /// What stood there before both; whole lines, as the other two.
    pub base: String,
    /// What the writer made of it; empty when it is removed.
    pub mine: String,
    /// What the other program made of it.
    pub theirs: String,
}

/// A stretch of a merged text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Piece {
    /// Settled lines: changed by one of the two at most, or by both alike.
    Agreed {
        /// The lines.
        text: String,
    },
    /// Lines to be decided on.
    Conflict(Conflict),
}

/// A merged text, from its start to its end. No two agreed pieces follow each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merge {
    pieces: Vec<Piece>,
}

impl Merge {
    /// A text that nobody disagrees about.
    pub(super) fn agreed(text: &str) -> Merge {
        let mut merge = Merge::default();
        merge.agree(text);
        merge
    }

    /// One disagreement.
    pub(super) fn conflict(base: &str, mine: &str, theirs: &str) -> Merge {
        let mut merge = Merge::default();
        merge.disagree(base, mine, theirs);
        merge
    }

    /// The pieces in their order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The places to be decided on.
    pub fn conflicts(&self) -> impl Iterator<Item = &Conflict> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Agreed { .. } => None,
            Piece::Conflict(conflict) => Some(conflict),
        })
    }

    /// The merged text, when nothing is to be decided.
    pub fn text(&self) -> Option<String> {
        self.conflicts().next().is_none().then(|| self.with(Side::Mine))
    }

    /// The merged text with every conflict decided for one side.
    pub fn with(&self, side: Side) -> String {
        let text = |piece: &'_ Piece| match (piece, side) {
            (Piece::Agreed { text }, _) => text.clone(),
            (Piece::Conflict(conflict), Side::Mine) => conflict.mine.clone(),
            (Piece::Conflict(conflict), Side::Theirs) => conflict.theirs.clone(),
        };
        self.pieces.iter().map(text).collect()
    }

    /// The pieces, for who sends them on.
    pub fn into_pieces(self) -> Vec<Piece> {
        self.pieces
    }

    pub(super) fn agree(&mut self, text: &str) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Agreed { text: before }) => before.push_str(text),
            _ => self.pieces.push(Piece::Agreed { text: text.to_owned() }),
        }
    }

    pub(super) fn disagree(&mut self, base: &str, mine: &str, theirs: &str) {
        let [base, mine, theirs] = [base, mine, theirs].map(str::to_owned);
        self.pieces.push(Piece::Conflict(Conflict { base, mine, theirs }));
    }

    pub(super) fn append(&mut self, other: Merge) {
        for piece in other.pieces {
            match piece {
                Piece::Agreed { text } => self.agree(&text),
                conflict @ Piece::Conflict(_) => self.pieces.push(conflict),
            }
        }
    }
}
