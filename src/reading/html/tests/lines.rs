//! Which lines of a block are pieces of their own.

use super::{STORY, page, read};

fn texts(html: &str) -> Vec<String> {
    let page = page(&format!(
        "<h1>Lighthouse vote looms</h1><div>{html}{STORY}</div>"
    ));
    let own = page.pieces.into_iter().skip(1);
    let mut texts: Vec<String> = own.map(|piece| piece.text).collect();
    texts.truncate(texts.len() - 3);
    texts
}

#[test]
fn a_short_line_before_a_break_is_a_piece() {
    let cases: [(&str, &[&str]); 7] = [
        (
            "<p>By Ada Quist<br>Monday, May 6, 2031<br>Changed 10:00</p>",
            &["By Ada Quist", "Monday, May 6, 2031", "Changed 10:00"],
        ),
        (
            "<p><b>From:</b> Ada Quist, harbour office<br><b>Sent:</b> Monday, 6 May 2031 at ten<br><b>To:</b> Bo Rask, keeper of the lamp<br><b>Subject:</b> The lamp and the rope</p>",
            &[
                "From: Ada Quist, harbour office",
                "Sent: Monday, 6 May 2031 at ten",
                "To: Bo Rask, keeper of the lamp",
                "Subject: The lamp and the rope",
            ],
        ),
        (
            "<p>The keeper rowed out before dawn with a coil of rope,<br>a lamp of brass and the old dog, as he had each day<br>since the storm. Nobody on the quay had asked him to,<br>and nobody paid him.</p>",
            &[
                "The keeper rowed out before dawn with a coil of rope, a lamp of brass and the old dog, as he had each day since the storm. Nobody on the quay had asked him to, and nobody paid him.",
            ],
        ),
        (
            "<p>Ropes, nets,<br>Lamps and Bells</p>",
            &["Ropes, nets, Lamps and Bells"],
        ),
        (
            "<p>The keeper of<br>Elm Rock</p>",
            &["The keeper of Elm Rock"],
        ),
        (
            "<p>A line that is long enough to be part of a paragraph in any paper<br>Another one</p>",
            &["A line that is long enough to be part of a paragraph in any paper Another one"],
        ),
        (
            "<h2>Lamp<br>Rope</h2><p>The rope was mended in the spring by two of the keepers.</p>",
            &[
                "Lamp Rope",
                "The rope was mended in the spring by two of the keepers.",
            ],
        ),
    ];
    for (html, wanted) in cases {
        assert_eq!(texts(html), wanted, "{html}");
    }
}

#[test]
fn links_in_a_column_stay_together() {
    let page = page(&format!(
        "<div><a href=a>Tides</a><br><a href=b>Ferries</a><br><a href=c>Gulls</a></div><h1>Lighthouse vote looms</h1>{STORY}"
    ));
    assert_eq!(
        page.pieces.first().map(|piece| piece.text.as_str()),
        Some("Tides Ferries Gulls")
    );
}

#[test]
fn wrapped_lines_of_preformatted_text_are_joined() {
    let html = "<pre>STATEMENT\nPort Elm, 6 May 2031\n\n\
        The keepers of the four lights met on Monday to speak of rope,\n\
        of oil and of the price of both, and agreed to buy them as one\n\
        house.\n    The second light is to be lit again before the herring\n\
        come back to the bay, the keepers said.\n\n\
        Light       Oil      Rope\nNorth       12       40\n</pre>";
    let texts: Vec<String> = read(html)
        .pieces
        .into_iter()
        .map(|piece| piece.text)
        .collect();
    let wanted = [
        "The keepers of the four lights met on Monday to speak of rope, of oil and of the price of both, and agreed to buy them as one house.",
        "The second light is to be lit again before the herring come back to the bay, the keepers said.",
    ];
    for line in wanted {
        assert!(texts.iter().any(|text| text == line), "{line}\n{texts:#?}");
    }
    assert!(
        !texts
            .iter()
            .any(|text| text.contains("Oil") && text.contains("North")),
        "{texts:#?}"
    );
}

#[test]
fn marks_of_footnotes_are_left_out() {
    let cases = [
        (
            "The pier is 12 m<sup>2</sup> wide and 10<sup>6</sup> gulls sit on it all day.",
            "The pier is 12 m2 wide and 10^6 gulls sit on it all day.",
        ),
        (
            "The pier was built in 1874.<sup>1</sup> It stands on oak and on granite.",
            "The pier was built in 1874. It stands on oak and on granite.",
        ),
        (
            "The pier cost 20<sup><a href=#n>3</a></sup> crowns and the lives of two men.",
            "The pier cost 20 crowns and the lives of two men.",
        ),
        (
            "The pier cost two crowns<sup class=x>[4][5]</sup> and the lives of two men.",
            "The pier cost two crowns and the lives of two men.",
        ),
    ];
    for (html, wanted) in cases {
        assert_eq!(texts(&format!("<p>{html}</p>")), [wanted], "{html}");
    }
}
