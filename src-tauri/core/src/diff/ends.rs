//! How much two texts begin and end with alike, as fast as memory is compared.

/// Bytes that are compared at once.
const STEP: usize = 1024;

/// Bytes that both begin with.
pub(super) fn common_start(a: &[u8], b: &[u8]) -> usize {
    let length = a.len().min(b.len());
    let (a, b) = (&a[..length], &b[..length]);
    let steps = a.chunks_exact(STEP).zip(b.chunks_exact(STEP)).take_while(|(a, b)| a == b).count();
    let start = steps * STEP;
    start + a[start..].iter().zip(&b[start..]).take_while(|(a, b)| a == b).count()
}

/// Bytes that both end with.
pub(super) fn common_end(a: &[u8], b: &[u8]) -> usize {
    let length = a.len().min(b.len());
    let (a, b) = (&a[a.len() - length..], &b[b.len() - length..]);
    let steps = a.rchunks_exact(STEP).zip(b.rchunks_exact(STEP)).take_while(|(a, b)| a == b).count();
    let left = length - steps * STEP;
    steps * STEP + a[..left].iter().rev().zip(b[..left].iter().rev()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_ends_are_those_of_comparing_byte_by_byte(
            start in 0usize..3000,
            end in 0usize..3000,
            old in "[ab]{0,4}",
            new in "[ab]{0,4}",
        ) {
            let text = |middle: &str| ["x".repeat(start).as_str(), middle, &"x".repeat(end)].concat().into_bytes();
            let (a, b) = (text(&old), text(&new));
            prop_assert_eq!(common_start(&a, &b), a.iter().zip(&b).take_while(|(a, b)| a == b).count());
            let backwards = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
            prop_assert_eq!(common_end(&a, &b), backwards);
        }
    }
}
