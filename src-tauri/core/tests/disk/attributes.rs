//! What a file has besides its bytes outlives a save.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

use super::*;

/// An access list: version 2, then entries of a tag, permissions and an id, little endian. The owner
/// may read and write, the user 4242 and the group may read, others nothing.
const LIST: [(u16, u16, u32); 5] =
    [(1, 6, u32::MAX), (2, 4, 4242), (4, 4, u32::MAX), (0x10, 4, u32::MAX), (0x20, 0, u32::MAX)];

fn list() -> Vec<u8> {
    let mut bytes = 2u32.to_le_bytes().to_vec();
    for (tag, permissions, id) in LIST {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(permissions.to_le_bytes());
        bytes.extend(id.to_le_bytes());
    }
    bytes
}

/// Sets an attribute, or says that the file system of the temporary folder has none.
fn set(blog: &BlogTest, path: &str, name: &str, value: &[u8]) -> bool {
    let set = xattr::set(blog.path(path), name, value);
    if let Err(error) = &set {
        eprintln!("skipped: {name} cannot be set here: {error}");
    }
    set.is_ok()
}

fn replace(blog: &BlogTest) {
    let written = write(&blog.path("a.md"), b"new", Expected::Revision(Revision::of(b"old"))).unwrap();
    assert_eq!(written, Written::Replaced);
    assert_eq!(blog.read("a.md"), "new");
}

#[test]
fn extended_attributes_are_kept() {
    let blog = BlogTest::new().with("a.md", "old");
    if !set(&blog, "a.md", "user.tags", b"draft") || !set(&blog, "a.md", "user.empty", b"") {
        return;
    }
    replace(&blog);
    assert_eq!(xattr::get(blog.path("a.md"), "user.tags").unwrap().as_deref(), Some(&b"draft"[..]));
    assert_eq!(xattr::get(blog.path("a.md"), "user.empty").unwrap().as_deref(), Some(&b""[..]));
}

#[test]
fn an_access_list_is_kept_with_the_permissions_it_makes() {
    let blog = BlogTest::new().with("a.md", "old");
    if !set(&blog, "a.md", "system.posix_acl_access", &list()) {
        return;
    }
    let before = fs::metadata(blog.path("a.md")).unwrap().mode();
    replace(&blog);
    assert_eq!(xattr::get(blog.path("a.md"), "system.posix_acl_access").unwrap(), Some(list()));
    assert_eq!(fs::metadata(blog.path("a.md")).unwrap().mode(), before);
}

#[test]
fn a_file_does_not_get_the_access_list_of_its_folder() {
    let blog = BlogTest::new().with("a.md", "old");
    if !set(&blog, "", "system.posix_acl_default", &list()) {
        return;
    }
    replace(&blog);
    assert_eq!(xattr::get(blog.path("a.md"), "system.posix_acl_access").unwrap(), None);
}

#[test]
fn owner_and_group_are_kept_where_the_process_may_set_them() {
    let blog = BlogTest::new().with("a.md", "old");
    if chown(blog.path("a.md"), Some(4242), Some(4343)).is_err() {
        eprintln!("skipped: files cannot be given away here");
        return;
    }
    fs::set_permissions(blog.path("a.md"), fs::Permissions::from_mode(0o2640)).unwrap();
    replace(&blog);
    let found = fs::metadata(blog.path("a.md")).unwrap();
    assert_eq!((found.uid(), found.gid(), found.mode() & 0o7777), (4242, 4343, 0o2640));
}
