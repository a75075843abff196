//! The record of a process's calls, as `shim.c` writes it.

/// One call. What the fields mean goes by its kind.
#[derive(Debug, Clone)]
pub struct Record {
    /// `o`pen, `c`lose, `w`rite, `s`ync, `t`runcate, `a`llocate, `r`ename, `l`ink, `u`nlink, `m`ake and
    /// remove a folder (`d`), change owner (`h`), permissions (`p`) and attributes (`x`); `!` before a
    /// call that was made to fail.
    pub kind: char,
    /// What the call gave; below 0 it failed and did nothing.
    pub result: i64,
    pub descriptor: i32,
    /// Flags of an open, the offset of a write, the length of a truncation.
    pub a: i64,
    /// The length that an allocation gives the file at least.
    pub b: i64,
    /// The bytes of a write; the first path of the others.
    pub one: Vec<u8>,
    /// The second path.
    pub two: Vec<u8>,
}

/// The calls in their order; one that was cut off by a kill is left out.
pub fn read(mut bytes: &[u8]) -> Vec<Record> {
    let mut records = Vec::new();
    while let Some(record) = next(&mut bytes) {
        records.push(record);
    }
    records
}

fn next(bytes: &mut &[u8]) -> Option<Record> {
    let [kind] = take(bytes)?;
    let result = i64::from_le_bytes(take(bytes)?);
    let descriptor = i32::from_le_bytes(take(bytes)?);
    let (a, b) = (i64::from_le_bytes(take(bytes)?), i64::from_le_bytes(take(bytes)?));
    let (one, two) = (text(bytes)?, text(bytes)?);
    Some(Record { kind: kind.into(), result, descriptor, a, b, one, two })
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*taken)
}

fn text(bytes: &mut &[u8]) -> Option<Vec<u8>> {
    let length = u32::from_le_bytes(take(bytes)?) as usize;
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken.to_vec())
}
