//! Titles to slugs, as `hexo new` does.

/// The slug of a text: accents gone, words joined by hyphens, letters of all scripts kept. `case` is
/// the site's `filename_case`: 1 for lower case, 2 for upper case. Source: hexo-util, slugize.ts.
pub(super) fn slugize(text: &str, case: i64) -> String {
    let mut slug = String::new();
    let mut is_between = false;
    for letter in text.chars() {
        let plain = without_accent(letter);
        if plain.is_none() && letter <= '\u{1f}' {
            continue;
        }
        if plain.is_none() && separates(letter) {
            is_between = true;
            continue;
        }
        if std::mem::take(&mut is_between) && !slug.is_empty() {
            slug.push('-');
        }
        match plain {
            Some(base) => slug.push_str(base),
            None => slug.push(letter),
        }
    }
    match case {
        1 => slug.to_lowercase(),
        2 => slug.to_uppercase(),
        _ => slug,
    }
}

fn separates(letter: char) -> bool {
    const SPECIAL: &str = "~`!@#$%^&*()-_+=[]{}|\\;:\"'<>,.?/";
    SPECIAL.contains(letter) || letter == '\u{feff}' || letter.is_whitespace() && letter != '\u{85}'
}

fn without_accent(letter: char) -> Option<&'static str> {
    if letter <= '\u{7e}' {
        return None;
    }
    LETTERS.iter().find(|(_, letters)| letters.contains(letter)).map(|(base, _)| *base)
}

/// Letters and what stands for them in a slug. Source: hexo-util, escape_diacritic.ts (MIT licence,
/// Tommy Chen).
const LETTERS: [(&str, &str); 86] = [
    ("A", "ⒶＡÀÁÂẦẤẪẨÃĀĂẰẮẴẲȦǠÄǞẢÅǺǍȀȂẠẬẶḀĄȺⱯ"),
    ("AA", "Ꜳ"),
    ("AE", "ÆǼǢ"),
    ("AO", "Ꜵ"),
    ("AU", "Ꜷ"),
    ("AV", "ꜸꜺ"),
    ("AY", "Ꜽ"),
    ("B", "ⒷＢḂḄḆɃƂƁ"),
    ("C", "ⒸＣĆĈĊČÇḈƇȻꜾ"),
    ("D", "ⒹＤḊĎḌḐḒḎĐƋƊƉꝹ"),
    ("DZ", "ǱǄ"),
    ("Dz", "ǲǅ"),
    ("E", "ⒺＥÈÉÊỀẾỄỂẼĒḔḖĔĖËẺĚȄȆẸỆȨḜĘḘḚƐƎ"),
    ("F", "ⒻＦḞƑꝻ"),
    ("G", "ⒼＧǴĜḠĞĠǦĢǤƓꞠꝽꝾ"),
    ("H", "ⒽＨĤḢḦȞḤḨḪĦⱧⱵꞍ"),
    ("I", "ⒾＩÌÍÎĨĪĬİÏḮỈǏȈȊỊĮḬƗ"),
    ("J", "ⒿＪĴɈ"),
    ("K", "ⓀＫḰǨḲĶḴƘⱩꝀꝂꝄꞢ"),
    ("L", "ⓁＬĿĹĽḶḸĻḼḺŁȽⱢⱠꝈꝆꞀ"),
    ("LJ", "Ǉ"),
    ("Lj", "ǈ"),
    ("M", "ⓂＭḾṀṂⱮƜ"),
    ("N", "ⓃＮǸŃÑṄŇṆŅṊṈȠƝꞐꞤ"),
    ("NJ", "Ǌ"),
    ("Nj", "ǋ"),
    ("O", "ⓄＯÒÓÔỒỐỖỔÕṌȬṎŌṐṒŎȮȰÖȪỎŐǑȌȎƠỜỚỠỞỢỌỘǪǬØǾƆƟꝊꝌ"),
    ("OI", "Ƣ"),
    ("OO", "Ꝏ"),
    ("OU", "Ȣ"),
    ("OE", "\u{8c}Œ"),
    ("oe", "\u{9c}œ"),
    ("P", "ⓅＰṔṖƤⱣꝐꝒꝔ"),
    ("Q", "ⓆＱꝖꝘɊ"),
    ("R", "ⓇＲŔṘŘȐȒṚṜŖṞɌⱤꝚꞦꞂ"),
    ("S", "ⓈＳẞŚṤŜṠŠṦṢṨȘŞⱾꞨꞄ"),
    ("T", "ⓉＴṪŤṬȚŢṰṮŦƬƮȾꞆ"),
    ("TZ", "Ꜩ"),
    ("U", "ⓊＵÙÚÛŨṸŪṺŬÜǛǗǕǙỦŮŰǓȔȖƯỪỨỮỬỰỤṲŲṶṴɄ"),
    ("V", "ⓋＶṼṾƲꝞɅ"),
    ("VY", "Ꝡ"),
    ("W", "ⓌＷẀẂŴẆẄẈⱲ"),
    ("X", "ⓍＸẊẌ"),
    ("Y", "ⓎＹỲÝŶỸȲẎŸỶỴƳɎỾ"),
    ("Z", "ⓏＺŹẐŻŽẒẔƵȤⱿⱫꝢ"),
    ("a", "ⓐａẚàáâầấẫẩãāăằắẵẳȧǡäǟảåǻǎȁȃạậặḁąⱥɐ"),
    ("aa", "ꜳ"),
    ("ae", "æǽǣ"),
    ("ao", "ꜵ"),
    ("au", "ꜷ"),
    ("av", "ꜹꜻ"),
    ("ay", "ꜽ"),
    ("b", "ⓑｂḃḅḇƀƃɓ"),
    ("c", "ⓒｃćĉċčçḉƈȼꜿↄ"),
    ("d", "ⓓｄḋďḍḑḓḏđƌɖɗꝺ"),
    ("dz", "ǳǆ"),
    ("e", "ⓔｅèéêềếễểẽēḕḗĕėëẻěȅȇẹệȩḝęḙḛɇɛǝ"),
    ("f", "ⓕｆḟƒꝼ"),
    ("g", "ⓖｇǵĝḡğġǧģǥɠꞡᵹꝿ"),
    ("h", "ⓗｈĥḣḧȟḥḩḫẖħⱨⱶɥ"),
    ("hv", "ƕ"),
    ("i", "ⓘｉìíîĩīĭïḯỉǐȉȋịįḭɨı"),
    ("j", "ⓙｊĵǰɉ"),
    ("k", "ⓚｋḱǩḳķḵƙⱪꝁꝃꝅꞣ"),
    ("l", "ⓛｌŀĺľḷḹļḽḻſłƚɫⱡꝉꞁꝇ"),
    ("lj", "ǉ"),
    ("m", "ⓜｍḿṁṃɱɯ"),
    ("n", "ⓝｎǹńñṅňṇņṋṉƞɲŉꞑꞥ"),
    ("nj", "ǌ"),
    ("o", "ⓞｏòóôồốỗổõṍȭṏōṑṓŏȯȱöȫỏőǒȍȏơờớỡởợọộǫǭøǿɔꝋꝍɵ"),
    ("oi", "ƣ"),
    ("ou", "ȣ"),
    ("oo", "ꝏ"),
    ("p", "ⓟｐṕṗƥᵽꝑꝓꝕ"),
    ("q", "ⓠｑɋꝗꝙ"),
    ("r", "ⓡｒŕṙřȑȓṛṝŗṟɍɽꝛꞧꞃ"),
    ("s", "ⓢｓßśṥŝṡšṧṣṩșşȿꞩꞅẛ"),
    ("t", "ⓣｔṫẗťṭțţṱṯŧƭʈⱦꞇ"),
    ("tz", "ꜩ"),
    ("u", "ⓤｕùúûũṹūṻŭüǜǘǖǚủůűǔȕȗưừứữửựụṳųṷṵʉ"),
    ("v", "ⓥｖṽṿʋꝟʌ"),
    ("vy", "ꝡ"),
    ("w", "ⓦｗẁẃŵẇẅẘẉⱳ"),
    ("x", "ⓧｘẋẍ"),
    ("y", "ⓨｙỳýŷỹȳẏÿỷẙỵƴɏỿ"),
    ("z", "ⓩｚźẑżžẓẕƶȥɀⱬꝣ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_hexo() {
        assert_eq!(slugize("Hello World", 0), "Hello-World");
        assert_eq!(slugize("  C'est l'été: Œuvre & Straße! ", 1), "c-est-l-ete-oeuvre-strase");
        assert_eq!(slugize("日本語 の\ttitle", 0), "日本語-のtitle");
        assert_eq!(slugize("a__b--c", 2), "A-B-C");
        assert_eq!(slugize("?!", 0), "");
    }
}
