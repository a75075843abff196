//! Telling what a rewrite left behind from what another program wrote.

/// Disks and page caches work in whole multiples of this many bytes.
const SECTOR: usize = 512;

/// Whether `found` may be what is left of a file that held `old` when writing `new` over it, or `old`
/// back over that, was cut off: by a kill, a failure or a power cut.
///
/// Then each sector is that of `old` or of `new`, in any order; beyond the shorter one it may be zeros,
/// room that was taken and not written to. Up to two sectors may be part one and part the other, where
/// a call was cut off and where the old end was.
pub fn is_mixture(found: &[u8], old: &[u8], new: &[u8]) -> bool {
    let lengths = old.len().min(new.len())..=old.len().max(new.len());
    if !lengths.contains(&found.len()) {
        return false;
    }
    let mut parted = 0;
    for (index, sector) in found.chunks(SECTOR).enumerate() {
        let at = index * SECTOR;
        let of = |text: &[u8]| {
            let part = text.get(at..text.len().min(at + sector.len())).unwrap_or_default();
            sector.starts_with(part) && sector[part.len()..].iter().all(|byte| *byte == 0)
        };
        if of(old) || of(new) {
            continue;
        }
        parted += 1;
        let either = |(offset, byte): (usize, &u8)| {
            let at = at + offset;
            let is_room = at >= old.len().min(new.len()) && *byte == 0;
            old.get(at) == Some(byte) || new.get(at) == Some(byte) || is_room
        };
        if parted > 2 || !sector.iter().enumerate().all(either) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_and_the_new_text_and_what_lies_between_are_ours() {
        let (old, new) = (vec![b'o'; 1500], vec![b'n'; 2500]);
        let reserved = [&old[..], &[0; 1000]].concat();
        let mixed = [&new[..512], &old[512..1024], &new[1024..2000]].concat();
        let cut_off = [&new[..700], &old[700..]].concat();
        for found in [&old, &new, &reserved, &mixed, &cut_off] {
            assert!(is_mixture(found, &old, &new));
            assert!(is_mixture(found, &new, &old), "on the way back");
        }
    }

    #[test]
    fn a_text_of_another_program_is_not_ours() {
        let (old, new) = (vec![b'o'; 1500], vec![b'n'; 2500]);
        let other = [&old[..1499], b"x"].concat();
        let longer = [&new[..], b"n"].concat();
        for found in [&other[..], &longer, b"", &old[..1400]] {
            assert!(!is_mixture(found, &old, &new));
        }
    }
}
