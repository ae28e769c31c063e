"""Feeds of every version, lists of feeds and of pages, made here. All names and addresses are fictional."""

from __future__ import annotations

WORDS = "The army said on Monday that it had taken the town of Kelmet from the rebels, and that two soldiers had died."
MORE = "The rebels denied it. They said that their fighters were holding the market of the town and the road to the north."
DAY = "2031-03-08"

_ITEM = f"<title>Kelmet falls</title><link>https://news.example.org/kelmet</link><description>{WORDS}</description>"
_DATED = f"{_ITEM}<pubDate>Sat, 08 Mar 2031 10:00:00 +0430</pubDate>"

VERSIONS: dict[str, str] = {
    "rss 0.90": f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
<channel><title>Brenna Post</title><link>https://news.example.org/</link><description>News</description></channel>
<item>{_ITEM}</item></rdf:RDF>""",
    "rss 0.91": f"""<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Brenna Post</title><link>https://news.example.org/</link><language>en</language>
<item>{_ITEM}</item></channel></rss>""",
    "rss 0.92": f'<rss version="0.92"><channel><title>Brenna Post</title><item>{_DATED}</item></channel></rss>',
    "rss 0.93": f'<rss version="0.93"><channel><title>Brenna Post</title><item>{_DATED}</item></channel></rss>',
    "rss 0.94": f'<rss version="0.94"><channel><title>Brenna Post</title><item>{_DATED}</item></channel></rss>',
    "rss 1.0": f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example.org/"><title>Brenna Post</title><items><rdf:Seq><rdf:li resource="https://news.example.org/kelmet"/>
</rdf:Seq></items></channel>
<item rdf:about="https://news.example.org/kelmet">{_ITEM}<dc:date>2031-03-08T10:00:00+04:30</dc:date></item></rdf:RDF>""",
    "rss 2.0": f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Brenna Post</title>
<item><title>Kelmet falls</title><link>https://news.example.org/kelmet</link><guid isPermaLink="false">7</guid>
<pubDate>Sat, 08 Mar 31 10:00:00 GMT</pubDate><description>Kelmet falls to the army.</description>
<content:encoded><![CDATA[<p>{WORDS}</p><script>track()</script><p>{MORE}</p>]]></content:encoded></item></channel></rss>""",
    "atom 0.3": f"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Brenna Post</title>
<entry><title>Kelmet falls</title><link rel="alternate" type="text/html" href="https://news.example.org/kelmet"/><id>tag:7</id>
<issued>2031-03-08T10:00:00Z</issued><modified>2031-03-08T10:00:00Z</modified><summary>{WORDS}</summary></entry></feed>""",
    "atom 1.0": f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Brenna Post</title><id>urn:x</id><updated>2031-03-09T10:00:00Z</updated>
<entry><title>Kelmet falls</title><link href="/kelmet"/><id>urn:7</id><updated>2031-03-09T10:00:00Z</updated>
<published>2031-03-08T10:00:00Z</published><content type="html">&lt;p&gt;{WORDS}&lt;/p&gt;</content></entry></feed>""",
}
"""By version; each has one entry, the same story."""

UNDATED = ("rss 0.90", "rss 0.91")


def rss(*items: str, title: str = "Brenna Post") -> str:
    """An RSS 2.0 feed of these items' inner XML."""
    return f'<rss version="2.0"><channel><title>{title}</title>{"".join(f"<item>{item}</item>" for item in items)}</channel></rss>'


def item(name: str, words: str = WORDS, host: str = "https://news.example.org") -> str:
    """The inner XML of an item whose page is `host`/`name`."""
    return f"<title>{name.title()}</title><link>{host}/{name}</link><guid>{name}</guid><description>{words}</description>"


def opml(*outlines: str) -> str:
    """An OPML 2.0 file of these outlines."""
    return f'<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>{"".join(outlines)}</body></opml>'


def outline(url: str, title: str = "Brenna Post") -> str:
    """An outline for one feed."""
    return f'<outline type="rss" text="{title}" xmlUrl="{url}"/>'


def page(words: str = WORDS, title: str = "Kelmet falls") -> str:
    """A page with an article of two paragraphs."""
    return f"<html><head><title>{title}</title></head><body><article><p>{words}</p><p>{MORE}</p></article></body></html>"


_GROWING = "".join(f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in zip("abcdefghi", "bcdefghij", strict=True))
BOMB = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol">{_GROWING}]>'
"""A document type whose entities grow to a thousand million words."""
