//! A trash that is a folder, and that can be told to refuse, to crash or to let another program in.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};

use galley_core::changes::{Bin, Token};
use galley_core::{Error, Result};

type Meanwhile = Box<dyn Fn(&Path) -> Result<()>>;

pub struct FolderBin {
    folder: PathBuf,
    count: Cell<usize>,
    /// Called before each put.
    pub meanwhile: RefCell<Option<Meanwhile>>,
}

impl FolderBin {
    pub fn new(folder: &Path) -> FolderBin {
        fs::create_dir_all(folder).unwrap();
        let count = Cell::new(fs::read_dir(folder).unwrap().count());
        FolderBin { folder: folder.to_path_buf(), count, meanwhile: RefCell::new(None) }
    }

    pub fn before_put(&self, meanwhile: impl Fn(&Path) -> Result<()> + 'static) {
        *self.meanwhile.borrow_mut() = Some(Box::new(meanwhile));
    }

    pub fn quiet(&self) {
        *self.meanwhile.borrow_mut() = None;
    }

    fn origin(&self, token: &str) -> Option<PathBuf> {
        use std::os::unix::ffi::OsStringExt;
        let bytes = fs::read(self.folder.join(token).join("origin")).ok()?;
        Some(PathBuf::from(std::ffi::OsString::from_vec(bytes)))
    }
}

impl Bin for FolderBin {
    fn put(&self, path: &Path) -> Result<Token> {
        use std::os::unix::ffi::OsStrExt;
        if let Some(meanwhile) = &*self.meanwhile.borrow() {
            meanwhile(path)?;
        }
        self.count.set(self.count.get() + 1);
        let token = format!("{:08}", self.count.get());
        let place = self.folder.join(&token);
        fs::create_dir(&place).unwrap();
        fs::write(place.join("origin"), path.as_os_str().as_bytes()).unwrap();
        fs::rename(path, place.join("item")).map_err(|error| Error::refused(path, error.to_string()))?;
        Ok(Token(token))
    }

    fn restore(&self, token: &Token) -> Result<()> {
        let item = self.folder.join(&token.0).join("item");
        let Some(origin) = self.origin(&token.0).filter(|_| item.symlink_metadata().is_ok()) else {
            return Err(Error::refused(item, "it is not in the trash"));
        };
        assert!(origin.symlink_metadata().is_err(), "{} is free", origin.display());
        fs::rename(&item, &origin).map_err(|error| Error::refused(origin, error.to_string()))
    }

    fn find(&self, path: &Path) -> Option<Token> {
        let mut names: Vec<String> = fs::read_dir(&self.folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| self.folder.join(name).join("item").symlink_metadata().is_ok())
            .filter(|name| self.origin(name).as_deref() == Some(path))
            .collect();
        names.sort();
        names.pop().map(Token)
    }
}
