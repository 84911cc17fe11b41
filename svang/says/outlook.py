"""The outlook in words: others' courses, the guide's claim and the own mornings, never mixed."""

from __future__ import annotations

from svang.engine.outlook import Kind, Outlook, Published, Share, TooLittle
from svang.says.rules import Listing
from svang.says.words import listed
from svang.texts import Texts


def outlook_said(texts: Texts, found: Outlook) -> list[Listing]:
    """What others' courses say, what the guide claims, and last the own mornings: lists that are never mixed."""
    listings = (_published_said(texts, found), _guide_said(texts, found), _trend_said(texts, found))
    return [listing for listing in listings if listing is not None]


def _guide_said(texts: Texts, found: Outlook) -> Listing | None:
    """The guide's own milestone of the week (seed:G68)."""
    if found.period is None:
        return None
    return Listing(texts("ui", "outlook", "guide", "title"), (texts("ui", "outlook", "guide", found.period),))


def _published_said(texts: Texts, found: Outlook) -> Listing | None:
    if found.kind is None:
        return None
    lines = [
        texts("ui", "outlook", "week", week=week, said=_share_said(texts, found.kind, share))
        for week, share in found.published
    ]
    return Listing(texts("ui", "outlook", found.kind), tuple(lines))


def _share_said(texts: Texts, kind: Kind, share: Published) -> str:
    """How many were well: an interval only where somebody counted, and what they were asked where they were asked."""
    counted, about = ("recovered_long", "about_long") if kind == "long_standing" else ("recovered", "about")
    key, better = (about, "about_better") if share.extrapolated else (counted, "better")
    said = texts("ui", "outlook", key, **_percents(share.recovered))
    said += texts("ui", "outlook", better, **_percents(share.better)) if share.better else ""
    return said + (texts("ui", "outlook", "extrapolated") if share.extrapolated else "")


def _percents(share: Share) -> dict[str, int]:
    return {"percent": round(share.percent), "low": round(share.low), "high": round(share.high)}


def _trend_said(texts: Texts, found: Outlook) -> Listing:
    trend = found.trend
    if isinstance(trend, TooLittle):
        left = {"mornings": trend.mornings, "days": trend.days}
        lacks = [texts("ui", "outlook", key, "one" if n == 1 else "many", n=n) for key, n in left.items() if n]
        said = texts("ui", "outlook", "too_little", lacks=listed(texts, lacks))
        return Listing(texts("ui", "outlook", "own"), (said,))
    span = (
        str(trend.low) if trend.low == trend.high else texts("doses", "frames", "range", low=trend.low, high=trend.high)
    )
    lines = [texts("ui", "outlook", "now", level=trend.level), texts("ui", "outlook", "ahead", span=span)]
    lines += [texts("ui", "outlook", "plateau")] if trend.plateau else []
    beside = beside_the_guide(texts, found)
    return Listing(texts("ui", "outlook", "own"), tuple([*lines, beside] if beside else lines))


def beside_the_guide(texts: Texts, found: Outlook) -> str:
    """How the own mornings go beside what the guide claims; '' where there is nothing to hold against each other."""
    trend = found.trend
    if isinstance(trend, TooLittle) or found.on_course is None:
        return ""
    ahead = found.claimed is not None and trend.high < found.claimed[0]
    worse = found.start is not None and trend.level > found.start
    slower = "wrong_way" if worse else "off_course"
    return texts("ui", "outlook", slower if not found.on_course else "ahead_of_course" if ahead else "on_course")
