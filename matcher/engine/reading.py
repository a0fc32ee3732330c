"""What a need asks for, read off the catalogue and the classes: with an index around, or by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from numpy.typing import NDArray

from matcher.encode import Encoder
from matcher.engine.knowledge import CODES, ITEM_LINES, knowledge
from matcher.engine.trained import trained
from matcher.knowledge.federal_supply import SupplyGroup, group_of_title, named_item
from matcher.model import Need
from matcher.model.hits import Floats
from matcher.rank.asked import head_of, names_little_more, whole_text
from matcher.rank.catalogue import Likely, best_first, catalogue_lines, likely_items, main_class
from matcher.rank.classes import ClassAsking, Classifier, classifier_of, pooled, with_named_item
from matcher.rank.goods import likely_good
from matcher.rank.sought import Asking, Catalogue, catalogue_of, probabilities
from matcher.rank.things import asked_nouns
from matcher.rank.wanted import Told

if TYPE_CHECKING:
    from matcher.knowledge.items import Item

#: What ``matcher classify`` calls a need for no manufactured good.
NO_GOOD: Final = "none"
#: Phrases of a need that are looked up in the catalogue, and the least that each must weigh.
PHRASES: Final = 4
LEAST: Final = 0.05
#: Share of the likeliest class's probability from which another one may make it as well.
MAY_MAKE: Final = 0.1
#: What a whole short need weighs beside the thing that it names before its purpose, in telling items and
#: classes: set on short needs of which others were kept aside (``data/needs/short.csv``).
PURPOSE_IN_ITEMS: Final = 0.15
PURPOSE_IN_CLASSES: Final = 0.3


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: ``told`` says which phrases name what is wanted; ``sought`` (m,) is the probability of
    each item of the catalogue, ``likely`` those worth a thought; ``classes`` sum to 1, the likeliest first;
    ``goods`` is the probability that a good is asked for; ``nouns`` are those asked for, as in ``things``."""

    told: Told
    sought: Floats
    likely: Likely
    classes: Mapping[str, float]
    goods: float
    nouns: Mapping[int, float]

    def classified(self) -> dict[str, float]:
        """Classes with the probability that the need asks for a good made there, and ``none``; best first."""
        shares = {code: self.goods * share for code, share in self.classes.items()}
        shares[NO_GOOD] = 1.0 - self.goods
        return best_first(shares)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads needs. ``lines`` are the items of the catalogue as an index keeps them."""

    encoder: Encoder
    catalogue: Catalogue
    classifier: Classifier
    lines: Sequence[str]

    @classmethod
    def of_arrays(
        cls, encoder: Encoder, arrays: Mapping[str, NDArray[Any]], texts: Mapping[str, Sequence[str]]
    ) -> Reader:
        """A reader from what an index, or the cache, keeps of the reference tables."""
        classifier = Classifier.of_arrays(texts[CODES], arrays)
        return cls(encoder, Catalogue.of_arrays(arrays), classifier, texts[ITEM_LINES])

    @classmethod
    def of_tables(cls, encoder: Encoder) -> Reader:
        """A reader from the reference tables as they are."""
        known = knowledge(encoder)
        return cls.of_arrays(encoder, known.arrays, known.texts)

    @classmethod
    def of_some(cls, encoder: Encoder, items: Sequence[Item]) -> Reader:
        """A reader that knows only some items of the catalogue: for measuring."""
        return cls(encoder, catalogue_of(encoder.encode, items), classifier_of(items), catalogue_lines(items))

    def read(self, need: Need) -> Reading:
        """What the need asks for: of one that names a thing and its purpose, chiefly the thing."""
        whole, need, group = need, named_by_title(need), group_of_title(need.title or need.text)
        told, logits = self._sought(need)
        head = head_of(need)
        if head is not None:
            told_by_head, by_head = self._sought(head)
            logits = PURPOSE_IN_ITEMS * logits + (1 - PURPOSE_IN_ITEMS) * by_head
        sought = probabilities(logits)
        likely = likely_items(sought, self.lines)
        classes = self.classifier.probabilities(class_asking(need, told, likely, group))
        if head is not None:
            of_head = self.classifier.probabilities(class_asking(head, told_by_head, likely, group))
            classes = pooled(of_head, classes, PURPOSE_IN_CLASSES)
        classes = with_named_item(classes, likely)
        goods = likely_good(whole, float(logits.max(initial=0.0)), told)
        of_thing = told if head is None else told_by_head
        nouns = asked_nouns(of_thing.best(PHRASES, LEAST), sought, self.catalogue, self._made_in(classes))
        return Reading(told, sought, likely, classes, goods, nouns)

    def _sought(self, need: Need) -> tuple[Told, Floats]:
        """Which phrases name what is wanted, and how strongly each item is asked for, (m,)."""
        told = self.told(need)
        return told, self.catalogue.logits(self.asking(need, told))

    def _made_in(self, classes: Mapping[str, float]) -> Callable[[int], bool]:
        """Whether a main class of an item is one that may make what is asked for."""
        least = MAY_MAKE * max(classes.values(), default=0.0)
        likely = {code for code, share in classes.items() if share > least}
        return cache(lambda item: main_class(self.lines[item]) in likely)

    @staticmethod
    def told(need: Need) -> Told:
        """Which phrases of the need name what it wants."""
        lines, wanted = trained()
        return wanted.told(need.text, lines, title=need.title)

    def asking(self, need: Need, told: Told) -> Asking:
        """What of the need is looked up in the catalogue."""
        text = whole_text(need)
        vector = self.encoder.encode([text])[0]
        return Asking(text, told.best(PHRASES, LEAST), vector, names_little_more(need))


def named_by_title(need: Need) -> Need:
    """A need with the title of a federal notice, ``61--BATTERY,STORAGE``, as its title alone.

    By rule such a title names the item; the text below it is of papers, ways to submit and terms, and reads
    worse than nothing: with it half of such notices find their class, without it two in three.
    """
    title = need.title or need.text
    group = group_of_title(title)
    name = named_item(title) if group and group.classes and (need.title or names_little_more(need)) else ""
    return Need(name, need_id=need.need_id) if name else need


def class_asking(need: Need, told: Told, likely: Likely, group: SupplyGroup | None = None) -> ClassAsking:
    """The need as classes are told from it; ``group`` is the federal supply group that its title names."""
    return ClassAsking(
        by_code(told),
        likely.classes(),
        whole_text(need),
        group.classes if group else (),
        names=names_little_more(need),
    )


def by_code(told: Told) -> dict[str, float]:
    """Classes by how likely they make what the phrases of a need name."""
    lines, _ = trained()
    return {str(code): float(share) for code, share in zip(lines.codes, told.shares, strict=True)}
