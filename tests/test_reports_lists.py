"""OPML files, sitemaps and what they point at: followed politely, within bounds, never out of an archive."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

import feed_samples as samples
from reportedly.errors import FetchError, OptionError, ReportedlyError, UnreadableError
from reportedly.reports import Item, Listed, Options, entries_in, feeds_of, lists, open_origin
from reportedly.reports.fetch import Fetched
from reportedly.reports.part import readable
from reportedly.reports.xml import kind_of, refuse_entities

if TYPE_CHECKING:
    from pathlib import Path

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://news.example.org/kelmet </loc><lastmod>2031-03-09</lastmod>
<news:news><news:publication><news:name>Brenna Post</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2031-03-08</news:publication_date><news:title>Kelmet falls</news:title></news:news></url>
<url><loc>https://news.example.org/market</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example.org/sitemap-1.xml</loc></sitemap><sitemap><loc>https://news.example.org/sitemap-2.xml.gz</loc></sitemap>
</sitemapindex>"""


class Web:
    """Answers by address, and remembers what was asked."""

    def __init__(self, **answers: str | bytes) -> None:
        self.answers = {f"https://news.example.org/{name}": body for name, body in answers.items()}
        self.asked: list[str] = []

    def __call__(self, url: str) -> Fetched:
        self.asked.append(url)
        if url not in self.answers:
            raise FetchError(f"{url}: the server answered 404; check the address", status=404)
        body = self.answers[url]
        return Fetched(url=url, body=body if isinstance(body, bytes) else body.encode(), content_type=None, charset=None)


def listed(text: str, what: str = "opml") -> list[Listed | ReportedlyError]:
    return [found for _, found in getattr(lists, what)(readable(text.encode()))]


def items(path: Path, text: str | bytes, web: Web, **options: object) -> list[Item]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(open_origin(path, options=Options(visit=web, **options)))  # type: ignore[arg-type]


def test_opml_gives_every_feed_however_deep() -> None:
    folders = (
        f"<outline text='a'><outline text='b'>{samples.outline('https://e.org/1')}</outline>{samples.outline('https://e.org/2')}</outline>"
    )
    found = listed(samples.opml(folders, samples.outline("https://e.org/3", "Meridian")))
    assert [(entry.url, entry.outlet, entry.follow) for entry in found if isinstance(entry, Listed)] == [
        ("https://e.org/1", "Brenna Post", True),
        ("https://e.org/2", "Brenna Post", True),
        ("https://e.org/3", "Meridian", True),
    ]


def test_what_is_no_address_is_an_error_in_its_place() -> None:
    found = listed(samples.opml(samples.outline("file:///etc/passwd"), samples.outline("https://e.org/1")))
    assert isinstance(found[0], UnreadableError)
    assert isinstance(found[1], Listed)


@pytest.mark.parametrize(("text", "what"), [(samples.opml(), "opml"), ("<urlset/>", "sitemap"), ("<urlset><url/></urlset>", "sitemap")])
def test_an_empty_list_says_so(text: str, what: str) -> None:
    (found,) = listed(text, what)
    assert isinstance(found, UnreadableError)


def test_a_sitemap_gives_what_the_news_extension_says() -> None:
    first, second = listed(SITEMAP, "sitemap")
    assert isinstance(first, Listed)
    assert isinstance(second, Listed)
    assert (first.url, first.title, first.outlet, first.published) == (
        "https://news.example.org/kelmet",
        "Kelmet falls",
        "Brenna Post",
        "2031-03-08",
    )
    assert (second.url, second.published) == ("https://news.example.org/market", None)
    assert "2031-03-09" in first.key  # a changed page is another entry


def test_a_broken_list_is_read_as_far_as_it_goes() -> None:
    *found, last = listed(SITEMAP.replace("market</loc></url></urlset>", ""), "sitemap")
    assert next(entry.url for entry in found if isinstance(entry, Listed)) == "https://news.example.org/kelmet"
    assert "line" in str(last)


@pytest.mark.parametrize("name", ["news:", "a:b:c", ":"])
def test_names_that_xml_forbids_cost_only_themselves(name: str) -> None:
    found = listed(f"<urlset><{name}>x</{name}><url><loc>https://e.org/a</loc></url></urlset>", "sitemap")
    assert [entry.url for entry in found if isinstance(entry, Listed)] == ["https://e.org/a"]


def test_a_list_too_long_ends_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_ENTRIES", 2)
    found = listed(samples.opml(*(samples.outline(f"https://e.org/{n}") for n in range(5))))
    assert [isinstance(entry, Listed) for entry in found] == [True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "<urlset>" + "<url>" * 100_000,
        "<urlset>" + "<url><loc>" + "x" * 11_000_000 + "</loc></url></urlset>",
        "<urlset><url " + " ".join(f'a{n}="x"' for n in range(100_000)) + "/></urlset>",
        "<urlset>" + "<!--" * 100_000,
    ],
    ids=["deep", "long", "attributes", "comments"],
)
def test_hostile_lists_end_soon(text: str) -> None:
    started = time.process_time()
    assert all(isinstance(found, (Listed, ReportedlyError)) for found in listed(text, "sitemap"))
    assert time.process_time() - started < 10


def test_a_list_is_read_as_a_stream() -> None:
    taken = 0

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            nonlocal taken
            piece = b"<url><loc>https://e.org/a</loc></url>" * (size // 37) if taken else b"<urlset>" + b" " * (size - 8)
            taken += size
            return piece.ljust(size)

    stream = lists.sitemap(readable(Endless()))
    assert [where for where, _ in (next(stream) for _ in range(1000))][-1] == "#1000"
    assert taken < 400_000


@pytest.mark.parametrize("name", ["a.opml", "a.xml", "a"])
def test_a_feed_that_opml_lists_is_fetched_and_read(name: str, tmp_path: Path) -> None:
    web = Web(feed=samples.VERSIONS["rss 2.0"])
    (found,) = items(tmp_path / name, samples.opml(samples.outline("https://news.example.org/feed")), web)
    assert found.report is not None
    assert (found.origin, found.report.outlet, found.report.published) == ("https://news.example.org/feed#1", "Brenna Post", samples.DAY)
    assert web.asked == ["https://news.example.org/feed"]


def test_pages_behind_a_feeds_entries_are_read_when_asked_for(tmp_path: Path) -> None:
    web = Web(feed=samples.VERSIONS["rss 2.0"], kelmet=samples.page(title="Page title"))
    opml = samples.opml(samples.outline("https://news.example.org/feed"))
    (found,) = items(tmp_path / "a.opml", opml, web, pages=True)
    assert found.report is not None
    assert (found.report.url, found.report.title) == ("https://news.example.org/kelmet", "Page title")
    assert (found.report.dates.given, found.report.text) == (samples.DAY, f"{samples.WORDS}\n{samples.MORE}")
    assert found.custody is not None
    assert found.custody.url == "https://news.example.org/kelmet"


def test_opml_in_opml_and_an_index_of_sitemaps_are_followed(tmp_path: Path) -> None:
    included = '<outline type="include" text="x" url="https://news.example.org/more.opml"/>'
    web = Web(**{"more.opml": samples.opml(samples.outline("https://news.example.org/feed")), "feed": samples.VERSIONS["atom 1.0"]})
    assert [found.report is not None for found in items(tmp_path / "a.opml", samples.opml(included), web)] == [True]
    web = Web(
        **{
            "sitemap-1.xml": SITEMAP,
            "sitemap-2.xml.gz": gzip.compress(SITEMAP.encode()),
            "kelmet": samples.page(),
            "market": samples.page(),
        }
    )
    found = items(tmp_path / "index.xml", INDEX, web)
    assert [item.report.url for item in found if item.report] == ["https://news.example.org/kelmet", "https://news.example.org/market"]
    assert [item.report.dates.given for item in found if item.report] == ["2031-03-08", None]


def test_an_address_is_visited_once_and_a_circle_ends(tmp_path: Path) -> None:
    loop = '<outline type="include" text="x" url="https://news.example.org/loop.opml"/>'
    feed = samples.outline("https://news.example.org/feed")
    web = Web(**{"loop.opml": samples.opml(loop, feed), "feed": samples.VERSIONS["atom 1.0"]})
    assert len(items(tmp_path / "a.opml", samples.opml(loop, feed, feed), web)) == 1
    assert web.asked == ["https://news.example.org/loop.opml", "https://news.example.org/feed"]


def test_lists_too_deep_in_lists_are_refused(tmp_path: Path) -> None:
    def include(n: int) -> str:
        return samples.opml(f'<outline type="include" text="x" url="https://news.example.org/{n}.opml"/>')

    web = Web(**{f"{n}.opml": include(n + 1) for n in range(9)})
    (found,) = items(tmp_path / "a.opml", include(0), web)
    assert found.failure is not None
    assert "deep" in found.failure.message
    assert len(web.asked) == 3


def test_one_address_that_fails_costs_only_itself(tmp_path: Path) -> None:
    web = Web(feed=samples.VERSIONS["rss 2.0"])
    opml = samples.opml(samples.outline("https://news.example.org/gone"), samples.outline("https://news.example.org/feed"))
    first, second = items(tmp_path / "a.opml", opml, web)
    assert first.failure is not None
    assert (first.origin, first.failure.kind) == ("https://news.example.org/gone", "FetchError")
    assert second.report is not None


def test_a_list_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.opml", samples.opml(samples.outline("https://news.example.org/feed")))
    web = Web(feed=samples.VERSIONS["rss 2.0"])
    (found,) = open_origin(tmp_path / "a.zip", options=Options(visit=web))
    assert found.failure is not None
    assert "not followed" in found.failure.message
    assert web.asked == []


def test_the_pages_behind_a_feed_in_an_archive_are_not_fetched(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("feed.xml", samples.VERSIONS["rss 2.0"])
    web = Web(kelmet=samples.page())
    (found,) = open_origin(tmp_path / "a.zip", options=Options(visit=web, pages=True))
    assert found.report is not None
    assert web.asked == []


def test_entity_bombs_in_lists_are_refused(tmp_path: Path) -> None:
    for root in ("opml", "urlset"):
        (found,) = items(tmp_path / "a.xml", samples.BOMB.replace("DOCTYPE rss", f"DOCTYPE {root}") + f"<{root}/>", Web())
        assert found.failure is not None
        assert "entities" in found.failure.message


def test_other_xml_is_refused_by_its_root(tmp_path: Path) -> None:
    (found,) = items(tmp_path / "a.xml", '<?xml version="1.0"?><note>Four died.</note>', Web())
    assert found.failure is not None
    assert "'note'" in found.failure.message
    (found,) = items(tmp_path / "b.xml", '<?xml version="1.0"?>\n' + samples.page(), Web())
    assert found.report is not None  # servers give pages for anything


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("\ufeff<?xml version='1.0'?><!-- a --><rss>", "feed"),
        ("<rdf:RDF xmlns:rdf='x'>", "feed"),
        ("<!DOCTYPE opml [<!ENTITY a 'b'>]> <opml>", "opml"),
        ("<sitemapindex>", "sitemap"),
        ("<svg>", None),
        ("words", None),
        ("<!DOCTYPE opml [", None),
    ],
)
def test_the_root_tells_the_kind(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


def test_a_document_type_in_a_comment_or_later_is_none() -> None:
    refuse_entities("<!-- <!DOCTYPE a [<!ENTITY x SYSTEM 'y'>]> --><rss/>")
    refuse_entities("<rss><![CDATA[<!DOCTYPE a [<!ENTITY x SYSTEM 'y'>]>]]></rss>")


def test_the_feeds_to_watch(tmp_path: Path) -> None:
    (tmp_path / "a.opml").write_text(
        samples.opml(samples.outline("https://e.org/1"), samples.outline("https://news.example.org/more.opml"), samples.outline("nothing"))
    )
    web = Web(**{"more.opml": samples.opml(samples.outline("https://e.org/2"))})
    found = list(feeds_of(str(tmp_path / "a.opml"), Options(visit=web)))
    assert [entry.url for entry in found if isinstance(entry, Listed)] == ["https://e.org/1", "https://e.org/2"]
    assert sum(isinstance(entry, ReportedlyError) for entry in found) == 1
    assert [entry.url for entry in feeds_of("https://e.org/feed", Options()) if isinstance(entry, Listed)] == ["https://e.org/feed"]
    with pytest.raises(OptionError):
        feeds_of("a.opml", Options(max_bytes=0))


@pytest.mark.parametrize("text", ["Four people died in the town.", samples.rss(samples.item("a"))])
def test_what_is_no_list_of_feeds_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text)
    (found,) = feeds_of(str(tmp_path / "a.txt"), Options())
    assert isinstance(found, UnreadableError)
    (found,) = feeds_of(str(tmp_path / "absent.opml"), Options())
    assert "no such file" in str(found)


def test_a_page_is_no_list() -> None:
    answer = Fetched(url="https://e.org/a", body=samples.page().encode(), content_type="text/html", charset=None)
    with pytest.raises(UnreadableError, match="not a list"):
        list(entries_in(answer, Options()))
