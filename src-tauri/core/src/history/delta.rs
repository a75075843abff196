//! A text packed by zstd, alone or by what it shares with another.

use zstd::zstd_safe::{CCtx, CParameter, DCtx, compress_bound};

/// zstd's own default: a delta is small at any level, and a whole copy is rare.
const LEVEL: i32 = 3;

/// Matches of this many bytes and more are found at any distance.
const LONG_MATCH: u32 = 32;

/// Packs a text; with a `base`, as what has changed since that. `None` when zstd has no memory for it.
pub(super) fn pack(text: &[u8], base: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut context = CCtx::try_create()?;
    let mut set = |parameter| context.set_parameter(parameter).ok();
    set(CParameter::CompressionLevel(LEVEL))?;
    if let Some(base) = base {
        // The window must reach from the text's end to the base's start.
        let reach = (text.len() + base.len() + 1).next_power_of_two().ilog2();
        set(CParameter::WindowLog(reach.clamp(17, 27)))?;
        set(CParameter::EnableLongDistanceMatching(true))?;
        set(CParameter::LdmMinMatch(LONG_MATCH))?;
        set(CParameter::LdmHashRateLog(2))?;
        context.ref_prefix(base).ok()?;
    }
    let mut packed = Vec::with_capacity(compress_bound(text.len()));
    context.compress2(&mut packed, text).ok()?;
    packed.shrink_to_fit();
    Some(packed)
}

/// Puts into `text` what was packed with this `base`; `None` when that is not of `length` bytes.
pub(super) fn unpack(packed: &[u8], base: Option<&[u8]>, length: usize, text: &mut Vec<u8>) -> Option<()> {
    let mut context = DCtx::try_create()?;
    if let Some(base) = base {
        context.ref_prefix(base).ok()?;
    }
    text.clear();
    text.try_reserve_exact(length).ok()?;
    context.decompress(text, packed).ok()?;
    (text.len() == length).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_change_of_a_large_text_packs_small() {
        let words = ["quiet", "river", "stone", "letter", "garden", "evening", "paper", "north"];
        let mut state = 7_u64;
        let mut text = String::new();
        while text.len() < 1_000_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text.push_str(words[(state >> 33) as usize % words.len()]);
            text.push_str(if state >> 60 == 0 { ".\n\n" } else { " " });
        }
        let mut changed = text.clone();
        changed.insert_str(500_000, "a new sentence");
        let packed = pack(changed.as_bytes(), Some(text.as_bytes())).unwrap();
        assert!(packed.len() < 1000, "{}", packed.len());
        let mut unpacked = Vec::new();
        unpack(&packed, Some(text.as_bytes()), changed.len(), &mut unpacked).unwrap();
        assert_eq!(unpacked, changed.as_bytes());
    }

    #[test]
    fn what_was_packed_otherwise_is_no_text() {
        let unpack = |packed: &[u8], length| {
            let mut text = b"what was there before".to_vec();
            unpack(packed, None, length, &mut text).map(|()| text)
        };
        let packed = pack(b"one two three", None).unwrap();
        assert_eq!(unpack(&packed, 13).unwrap(), b"one two three");
        assert_eq!(unpack(&packed, 12), None);
        assert_eq!(unpack(b"no frame", 8), None);
        assert_eq!(unpack(&pack(b"", None).unwrap(), 0).unwrap(), b"");
    }
}
