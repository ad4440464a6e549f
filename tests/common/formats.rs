//! One invented story in every format that is read.

#![allow(
    clippy::unwrap_used,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::missing_panics_doc,
    reason = "a fixture that does not hold together fails its tests"
)]

#[path = "packing.rs"]
mod packing;

use packing::{gzipped, zipped};

pub const TITLE: &str = "Lake states sign a pact on water";
pub const PARAGRAPHS: [&str; 3] = [
    "The presidents of Zambia and Malawi met in Lusaka on Monday and signed a pact on the water of their lakes.",
    "Zambian Foreign Minister Mwila Banda said that the fund would hold $12 million. \u{201c}It is a beginning,\u{201d} he said.",
    "A second meeting is planned for May.",
];
/// Stands around the story wherever the format has room for it.
pub const NOISE: &str = "Ferry sinks off Kariba, 9 feared dead";

pub fn html() -> String {
    let body: String = PARAGRAPHS
        .iter()
        .map(|text| format!("<p>{text}</p>\n"))
        .collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{TITLE} | The Courier</title>\
         <meta property=\"og:site_name\" content=\"The Courier\">\
         <script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"headline\":\"{TITLE}\",\
         \"datePublished\":\"2014-03-04T08:00:00Z\",\"author\":{{\"@type\":\"Person\",\"name\":\"Ana Silva\"}}}}</script>\
         </head><body><nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav>\
         <article><h1>{TITLE}</h1><p class=byline>By Ana Silva</p>\n{body}</article>\
         <aside class=related><h3>Most read</h3><ul><li><a href=/a>{NOISE}</a></li></ul></aside>\
         <footer>&copy; 2014 The Courier</footer></body></html>"
    )
}

pub fn text() -> String {
    let body = PARAGRAPHS.join("\n\n");
    format!("---\ntitle: {TITLE}\nsource: The Courier\ndate: 2014-03-04\n---\n\n{body}\n")
}

pub fn markdown() -> String {
    let body = PARAGRAPHS.join("\n\n");
    format!(
        "# {TITLE}\n\n**Source:** The Courier\n**Published:** 2014-03-04\n\n{body}\n\nRead also: {NOISE}\n"
    )
}

pub fn mail() -> String {
    let body = PARAGRAPHS.join("\r\n\r\n");
    format!(
        "From: The Courier <news@courier.example>\r\nTo: desk@example.org\r\nSubject: {TITLE}\r\n\
         Date: Tue, 4 Mar 2014 08:00:00 +0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n"
    )
}

pub fn saved_mail_page() -> String {
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/a\r\nSubject: {TITLE}\r\n\
         Date: Sat, 8 Mar 2014 08:00:00 -0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"xx\"\r\n\r\n--xx\r\n\
         Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n--xx--\r\n",
        html()
    )
}

pub fn feed() -> String {
    let body: String = PARAGRAPHS
        .iter()
        .map(|text| format!("&lt;p&gt;{text}&lt;/p&gt;"))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>The Courier</title>\
         <link>https://courier.example/</link><description>News</description><item><title>{TITLE}</title>\
         <link>https://courier.example/a</link><pubDate>Tue, 04 Mar 2014 08:00:00 GMT</pubDate>\
         <description>{body}</description></item></channel></rss>"
    )
}

pub fn atom() -> String {
    let body: String = PARAGRAPHS
        .iter()
        .map(|text| format!("<p>{text}</p>"))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">\
         <title>The Courier</title><id>urn:a</id><updated>2014-03-05T08:00:00Z</updated><entry><id>urn:b</id>\
         <title>{TITLE}</title><published>2014-03-04T08:00:00Z</published><updated>2014-03-04T09:00:00Z</updated>\
         <link href=\"https://courier.example/a\"/><content type=\"xhtml\"><div \
         xmlns=\"http://www.w3.org/1999/xhtml\">{body}</div></content></entry></feed>"
    )
}

pub fn json() -> String {
    serde_json::json!({
        "title": TITLE, "source": "The Courier", "date": "2014-03-04T08:00:00Z",
        "text": PARAGRAPHS.join("\n\n"), "summary": NOISE,
    })
    .to_string()
}

/// The lines of a document, which says of itself what a reader would.
fn lines() -> Vec<String> {
    let head = ["Source: The Courier", "Published: 2014-03-04"];
    let text = head.into_iter().chain(PARAGRAPHS);
    text.map(str::to_owned).collect()
}

pub fn docx() -> Vec<u8> {
    let paragraph = |style: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body: String = lines()
        .iter()
        .map(|line| paragraph("Normal", line))
        .collect();
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{}{body}</w:body></w:document>",
        paragraph("Title", TITLE)
    );
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    zipped(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

pub fn odt() -> Vec<u8> {
    let body: String = lines()
        .iter()
        .map(|line| format!("<text:p>{line}</text:p>"))
        .collect();
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>\
         <text:h text:outline-level=\"1\">{TITLE}</text:h>{body}</office:text></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
    ])
}

/// A page for print: a title in large letters, lines of some seventy letters.
pub fn pdf() -> Vec<u8> {
    let mut shown = format!("BT /F1 18 Tf 1 0 0 1 72 760 Tm ({TITLE}) Tj\n/F1 11 Tf\n");
    let mut height = 730;
    for line in lines() {
        for part in textwrap::wrap(&line, 76) {
            let part = part
                .replace('\u{201c}', "\\223")
                .replace('\u{201d}', "\\224");
            shown.push_str(&format!("1 0 0 1 72 {height} Tm ({part}) Tj\n"));
            height -= 14;
        }
        height -= 14;
    }
    shown.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{shown}\nendstream", shown.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let trailer = format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    file.extend(trailer.into_bytes());
    file
}

/// The story in each format, under the name of a file.
pub fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let page = html();
    vec![
        ("a.txt", text().into_bytes()),
        ("a.md", markdown().into_bytes()),
        ("a.html", page.clone().into_bytes()),
        ("named-otherwise.txt", page.clone().into_bytes()),
        ("a.mhtml", saved_mail_page().into_bytes()),
        ("a.eml", mail().into_bytes()),
        (
            "a.mbox",
            format!("From a Tue Mar 4 08:00:00 2014\r\n{}", mail()).into_bytes(),
        ),
        ("a.rss", feed().into_bytes()),
        ("a.xml", atom().into_bytes()),
        ("a.jsonl", json().into_bytes()),
        ("a.json", format!("[{}]", json()).into_bytes()),
        ("a.zip", zipped(&[("a.txt", text().as_bytes())])),
        (
            "pages.zip",
            zipped(&[
                ("Pact.html", page.as_bytes()),
                ("Pact_files/ad.html", NOISE.as_bytes()),
            ]),
        ),
        ("a.pdf", pdf()),
        ("a.docx", docx()),
        ("a.odt", odt()),
        ("a.html.gz", gzipped(page.as_bytes())),
    ]
}
