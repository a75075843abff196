//! The slug that Astro makes of a file's name, by the package `github-slugger`.

/// Lower case, spaces to hyphens, and of all else only letters, marks, digits, `-` and the like of
/// `_` left. Source: `index.js` and `regex.js` of `github-slugger`.
pub(super) fn github(text: &str) -> String {
    let kept = text.chars().flat_map(char::to_lowercase).filter(|letter| is_kept(*letter));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}

fn is_kept(letter: char) -> bool {
    let is_digit = letter.is_numeric() && !is_in(letter, &NO_DIGITS);
    matches!(letter, ' ' | '-') || letter.is_alphabetic() || is_digit || is_in(letter, &CONNECTORS_AND_MARKS)
}

fn is_in(letter: char, ranges: &[(u32, u32)]) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(letter)))
}

/// Numbers that are no decimal digits: superscripts, fractions, numbers in circles.
const NO_DIGITS: [(u32, u32); 14] = [
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0xbc, 0xbe),
    (0x9f4, 0x9f9),
    (0xb72, 0xb77),
    (0xbf0, 0xbf2),
    (0xc78, 0xc7e),
    (0xd58, 0xd5e),
    (0xd70, 0xd78),
    (0x2070, 0x2089),
    (0x2150, 0x218b),
    (0x2460, 0x24ff),
    (0x2776, 0x2793),
    (0x3192, 0x32bf),
];

/// The connecting punctuation, and those marks of the scripts in everyday use that do not count as
/// letters.
const CONNECTORS_AND_MARKS: [(u32, u32); 59] = [
    (0x5f, 0x5f),
    (0x203f, 0x2040),
    (0x2054, 0x2054),
    (0xfe33, 0xfe34),
    (0xfe4d, 0xfe4f),
    (0xff3f, 0xff3f),
    (0x300, 0x344),
    (0x346, 0x362),
    (0x483, 0x489),
    (0x591, 0x5af),
    (0x658, 0x658),
    (0x6df, 0x6e0),
    (0x6ea, 0x6ec),
    (0x740, 0x74a),
    (0x7eb, 0x7f3),
    (0x8ea, 0x8ef),
    (0x93c, 0x93c),
    (0x94d, 0x94d),
    (0x951, 0x954),
    (0x9bc, 0x9bc),
    (0x9cd, 0x9cd),
    (0xa3c, 0xa3c),
    (0xa4d, 0xa4d),
    (0xabc, 0xabc),
    (0xacd, 0xacd),
    (0xb3c, 0xb3c),
    (0xb4d, 0xb4d),
    (0xbcd, 0xbcd),
    (0xc4d, 0xc4d),
    (0xcbc, 0xcbc),
    (0xccd, 0xccd),
    (0xd3b, 0xd3c),
    (0xd4d, 0xd4d),
    (0xdca, 0xdca),
    (0xe47, 0xe4c),
    (0xe4e, 0xe4e),
    (0xeba, 0xeba),
    (0xec8, 0xecc),
    (0xf18, 0xf19),
    (0xf35, 0xf35),
    (0xf37, 0xf37),
    (0xf39, 0xf39),
    (0xf3e, 0xf3f),
    (0xf84, 0xf84),
    (0x1037, 0x1037),
    (0x1039, 0x103a),
    (0x135d, 0x135f),
    (0x17c9, 0x17d3),
    (0x180b, 0x180d),
    (0x1ab0, 0x1abe),
    (0x1dc0, 0x1dd2),
    (0x1df5, 0x1df9),
    (0x1dfb, 0x1dff),
    (0x20d0, 0x20f0),
    (0x302a, 0x302f),
    (0x3099, 0x309a),
    (0xfe00, 0xfe0f),
    (0xfe20, 0xfe2f),
    (0xe0100, 0xe01ef),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_github_slugger() {
        let table = [
            ("A & B: c_d", "a--b-c_d"),
            ("Straße über Öl", "straße-über-öl"),
            ("日本語のタイトル", "日本語のタイトル"),
            ("हिन्दी", "हिन्दी"),
            ("e\u{301}te\u{301} ²½①٣", "e\u{301}te\u{301}-٣"),
            ("Ⅷ – “x”… 🚀!", "ⅷ--x-"),
            ("İ", "i\u{307}"),
        ];
        for (title, slug) in table {
            assert_eq!(github(title), slug, "{title}");
        }
    }
}
