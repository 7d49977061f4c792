//! Locales: a language, and what may stand behind it.

use crate::privacy::list::List;

/// Returns whether `text` is a language with at most a script and a region: `en`, `pt_BR`, `zh-Hant-TW`, `es-419`.
pub(crate) fn is_locale(text: &str) -> bool {
    let mut parts = text.split(['_', '-']);
    let language = parts.next().unwrap_or_default();
    let mut rest = parts.peekable();
    let script = rest.next_if(|part| part.len() == 4).is_none_or(|script| SCRIPTS.has(script));
    let region = rest.next().is_none_or(|region| match region.len() {
        2 => {
            REGIONS.has(region) && region.bytes().all(|byte| byte.is_ascii_uppercase())
                || REGIONS.has(region) && region.bytes().all(|byte| byte.is_ascii_lowercase())
        }
        3 => region.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    });
    language.bytes().all(|byte| byte.is_ascii_lowercase())
        && LANGUAGES.has(language)
        && script
        && region
        && rest.next().is_none()
}

/// ISO 639-1, and what systems use of ISO 639-3.
static LANGUAGES: List<512> = List::new(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu \
    iw ja ji jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb \
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st \
    su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ast ber bho brx byn chr ckb \
    csb doi dsb fil fur gez gsw haw hne hsb kab kok lij mai mni nan nds nso sah sat shn shs szl the tig tpi wal yue",
);

/// ISO 15924, as far as locales name them.
static SCRIPTS: List<128> = List::new(
    "Adlm Arab Armn Beng Cans Cher Cyrl Deva Ethi Geor Grek Gujr Guru Hang Hans Hant Hebr Jpan Khmr Knda Kore \
    Laoo Latn Mlym Mong Mymr Olck Orya Sinh Sund Taml Telu Tfng Thaa Thai Tibt Vaii Yiii",
);

/// ISO 3166-1.
static REGIONS: List<512> = List::new(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW \
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA \
    GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH \
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY \
    MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH \
    SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI \
    VN VU WF WS XK YE YT ZA ZM ZW",
);
