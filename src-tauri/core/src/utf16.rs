//! UTF-16 offsets, as editors in a web view count, to byte offsets and back.

/// The length of `text` in UTF-16 code units.
pub fn length(text: &str) -> usize {
    units(text.as_bytes())
}

/// The byte offset of the UTF-16 offset `at`, or `None` when it is past the end or inside a pair.
pub fn to_byte(text: &str, at: usize) -> Option<usize> {
    // Blocks are counted with simple arithmetic that the compiler vectorises; only the block that
    // holds the offset is walked by character.
    const BLOCK: usize = 4096;
    let (mut byte, mut unit) = (0, 0);
    while byte + BLOCK <= text.len() {
        let end = text.floor_char_boundary(byte + BLOCK);
        let count = units(&text.as_bytes()[byte..end]);
        if unit + count > at {
            break;
        }
        (byte, unit) = (end, unit + count);
    }
    for character in text[byte..].chars() {
        if unit >= at {
            break;
        }
        unit += character.len_utf16();
        byte += character.len_utf8();
    }
    (unit == at).then_some(byte)
}

/// FNV-1a over the UTF-16 code units of `text`, 32 bit: what the window computes over its copy.
pub fn fingerprint(text: &str) -> u32 {
    text.encode_utf16().fold(0x811c_9dc5, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}

/// Whole characters only: every character has one byte that is no continuation, and those of four
/// bytes take a second unit.
fn units(bytes: &[u8]) -> usize {
    bytes.iter().map(|&byte| usize::from((byte as i8) >= -0x40) + usize::from(byte >= 0xf0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn emoji_take_two_units_and_cjk_one() {
        assert_eq!(length("a日😀"), 4);
        assert_eq!(to_byte("a日😀b", 2), Some(4));
        assert_eq!(to_byte("a日😀b", 4), Some(8));
    }

    #[test]
    fn the_middle_of_a_pair_and_past_the_end_are_no_place() {
        assert_eq!(to_byte("😀", 1), None);
        assert_eq!(to_byte("ab", 3), None);
    }

    #[test]
    fn the_fingerprint_is_the_windows() {
        // The same values stand in ui/src/ipc/fingerprint.test.ts.
        assert_eq!(fingerprint(""), 0x811c_9dc5);
        assert_eq!(fingerprint("a日😀"), 1_425_440_070);
    }

    proptest! {
        #[test]
        fn every_character_start_maps_to_its_byte(text in "(\\PC|[日本語😀a\n]){0,3000}") {
            let mut unit = 0;
            for (byte, character) in text.char_indices().step_by(37) {
                unit = length(&text[..byte]);
                prop_assert_eq!(to_byte(&text, unit), Some(byte));
                let _ = character;
            }
            prop_assert!(unit <= length(&text));
        }
    }
}
