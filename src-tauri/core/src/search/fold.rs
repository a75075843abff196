//! Letters without case and accents, so that `uber` finds `Über`.

/// `text` in lower case and without accents; line breaks and other controls become spaces.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|char| fold_char(char, &mut folded));
    folded
}

/// [`fold`], and for each byte of the result the byte of `text` at which its character starts.
pub(super) fn fold_with_places(text: &str) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (place, char) in text.char_indices() {
        fold_char(char, &mut folded);
        places.resize(folded.len(), place);
    }
    (folded, places)
}

/// Whether words of this character's script are not set apart by spaces, or a character is nearly a
/// word: there a typing error does not look like one of an alphabet, and only substrings are found.
pub(super) fn is_unspaced(char: char) -> bool {
    matches!(char,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

fn fold_char(char: char, folded: &mut String) {
    match char {
        _ if char.is_ascii_control() => folded.push(' '),
        _ if char.is_ascii() => folded.push(char.to_ascii_lowercase()),
        // Accents that are characters of their own.
        '\u{0300}'..='\u{036f}' => {}
        // Latin letters with accents and ligatures: `ß` is `ss`, `æ` is `ae`.
        '\u{00c0}'..='\u{024f}' | '\u{1e00}'..='\u{1eff}' => match deunicode::deunicode_char(char) {
            Some(plain) => folded.extend(plain.chars().map(|char| char.to_ascii_lowercase())),
            None => folded.extend(char.to_lowercase()),
        },
        'ά' | 'Ά' => folded.push('α'),
        'έ' | 'Έ' => folded.push('ε'),
        'ή' | 'Ή' => folded.push('η'),
        'ί' | 'Ί' | 'ϊ' | 'ΐ' => folded.push('ι'),
        'ό' | 'Ό' => folded.push('ο'),
        'ύ' | 'Ύ' | 'ϋ' | 'ΰ' => folded.push('υ'),
        'ώ' | 'Ώ' => folded.push('ω'),
        'ς' => folded.push('σ'),
        'ё' | 'Ё' => folded.push('е'),
        _ => folded.extend(char.to_lowercase()),
    }
}
