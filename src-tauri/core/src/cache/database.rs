//! The cache's file: one row for each file of the blog, each with a sum of its own, since SQLite
//! does not notice damage inside a value.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Row, ffi, params};

use super::{Entry, Key, Stored, StoredEntry};
use crate::error::{At, Error};

/// An open file that no other process can open.
pub(super) struct Database {
    connection: Connection,
}

/// Why the file cannot be used.
pub(super) enum Failure {
    /// It is no database, a damaged one, or another program's.
    Damaged(String),
    /// Another process has it open.
    Locked,
    /// Anything else, such as a full disk.
    Other(String),
}

/// Tells our file from another program's, in the place that SQLite has for it.
const APPLICATION: i32 = 0x47_41_4c_59;
/// Version of the tables.
const TABLES: i32 = 1;

impl Database {
    /// Opens the file, which exists; an empty one becomes a cache.
    pub(super) fn open(file: &Path, stamp: &str) -> Result<Database, Failure> {
        let is_new = is_empty(file)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        connection.busy_timeout(Duration::ZERO)?;
        // Locked as a whole: two processes would only wait for each other. Before the first look at
        // the file, so that there is no file of shared memory either.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        connection.pragma_update(None, "cell_size_check", true)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        if is_new {
            // Before there is a write-ahead log, so that the file itself says whose it is.
            connection.pragma_update(None, "application_id", APPLICATION)?;
        }
        // A crash loses the last batches and leaves the file whole.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        let mut database = Database { connection };
        database.take_over(stamp)?;
        Ok(database)
    }

    /// Makes the tables of an empty file, and empties those of another version or stamp.
    fn take_over(&mut self, stamp: &str) -> Result<(), Failure> {
        // A write lock from the start, which is kept.
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let number = |sql: &str| transaction.query_row(sql, (), |row| row.get::<_, i32>(0));
        if number("PRAGMA user_version")? != TABLES {
            transaction.execute_batch(
                "DROP TABLE IF EXISTS files; DROP TABLE IF EXISTS stamp;
                 CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, modified_ns INTEGER,
                   hash BLOB, value BLOB, sum INTEGER) WITHOUT ROWID;
                 CREATE TABLE stamp (stamp TEXT);
                 INSERT INTO stamp VALUES (NULL);",
            )?;
            transaction.pragma_update(None, "user_version", TABLES)?;
        }
        let known: Option<String> = transaction.query_row("SELECT stamp FROM stamp", (), |row| row.get(0))?;
        if known.as_deref() != Some(stamp) {
            transaction.execute("DELETE FROM files", ())?;
            transaction.execute("UPDATE stamp SET stamp = ?1", [stamp])?;
        }
        Ok(transaction.commit()?)
    }

    pub(super) fn load_all(&self) -> Result<Stored, Failure> {
        // SQLite compares texts by their bytes, as Rust does.
        let mut select = self
            .connection
            .prepare("SELECT path, size, modified_ns, hash, value, sum FROM files ORDER BY path")?;
        let mut rows = select.query(())?;
        let mut stored = Stored::default();
        while let Some(row) = rows.next()? {
            let (entry, found) = (entry(row)?, row.get::<_, i64>(5)?);
            if sum(&entry) != found {
                return Err(Failure::Damaged(format!("the entry of {} is damaged", entry.path)));
            }
            stored.push(&entry);
        }
        Ok(stored)
    }

    pub(super) fn store(&mut self, entries: &[Entry]) -> Result<(), Failure> {
        let transaction = self.connection.transaction()?;
        let mut insert =
            transaction.prepare_cached("INSERT OR REPLACE INTO files VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for entry in entries {
            let Key { size, modified_ns, hash } = entry.key;
            let sum = sum(&entry.into());
            insert.execute(params![entry.path, size.cast_signed(), modified_ns, hash, entry.value, sum])?;
        }
        drop(insert);
        Ok(transaction.commit()?)
    }

    pub(super) fn remove(&mut self, paths: &[String]) -> Result<(), Failure> {
        let transaction = self.connection.transaction()?;
        let mut delete = transaction.prepare_cached("DELETE FROM files WHERE path = ?1")?;
        for path in paths {
            delete.execute([path])?;
        }
        drop(delete);
        Ok(transaction.commit()?)
    }
}

/// Whether the file is still empty. Fails for one that is not ours, before SQLite can change it.
fn is_empty(file: &Path) -> Result<bool, Failure> {
    let mut start = Vec::new();
    let open = File::open(file).at("read", file)?;
    open.take(72).read_to_end(&mut start).at("read", file)?;
    // The file format of SQLite, section 1.3: its name at 0, the application's at 68.
    let ours = start.starts_with(b"SQLite format 3\0") && start.ends_with(&APPLICATION.to_be_bytes());
    match start.len() {
        0 => Ok(true),
        72 if ours => Ok(false),
        _ => Err(Failure::Damaged("it is not a cache of Galley".into())),
    }
}

fn entry<'r>(row: &'r Row<'_>) -> rusqlite::Result<StoredEntry<'r>> {
    let size: i64 = row.get(1)?;
    let key = Key { size: size.cast_unsigned(), modified_ns: row.get(2)?, hash: row.get(3)? };
    let (path, value) = (row.get_ref(0)?.as_str()?, row.get_ref(4)?.as_blob()?);
    Ok(StoredEntry { path, key, value })
}

fn sum(entry: &StoredEntry<'_>) -> i64 {
    let Key { size, modified_ns, hash } = entry.key;
    let mut hasher = blake3::Hasher::new();
    // The lengths keep the end of the path from being taken for the start of the value.
    hasher.update(&(entry.path.len() as u64).to_le_bytes()).update(entry.path.as_bytes());
    hasher.update(&size.to_le_bytes()).update(&modified_ns.to_le_bytes()).update(&hash);
    hasher.update(entry.value);
    let mut first = [0; 8];
    hasher.finalize_xof().fill(&mut first);
    i64::from_le_bytes(first)
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        let reason = error.to_string();
        let rusqlite::Error::SqliteFailure(failure, _) = error else {
            // A row that does not have the columns or types of ours.
            return Failure::Damaged(reason);
        };
        match failure.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Failure::Locked,
            // `Unknown`: our own statements do not fit the tables that are there.
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::TooBig | ErrorCode::Unknown => {
                Failure::Damaged(reason)
            }
            _ if failure.extended_code == ffi::SQLITE_IOERR_SHORT_READ => Failure::Damaged(reason),
            _ => Failure::Other(reason),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Other(error.to_string())
    }
}
