"""Whether a need asks for a manufactured good at all, or for services, a grant, a study or construction."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.knowledge.federal_supply import group_of_title
from matcher.model import Need
from matcher.rank.wanted import Told
from matcher.text import words

#: Probability under which a need is answered with "nothing to match here".
GOODS: Final = 0.3
#: Words read of a long text, and letters of a title.
_READ, _TITLE = 400, 120
#: Words from which a share of them says something.
_FEW: Final = 40
#: Words of the trade in services, grants, studies and works, in both languages.
_SERVICES: Final = frozenset(
    """
    service services study studies research grant grants program programs programme training course
    courses maintenance repair repairs install installation installing construction renovation renovate
    lease leasing rental rentals consulting consultant support survey surveys evaluation staffing
    physician physicians nursing nurse janitorial cleaning landscaping grounds laundry funding
    opportunity opportunities announcement fellowship award awards cooperative agreement software
    subscription license licenses licensing hotel lodging catering meals transportation inspection
    testing analysis assessment demolition paving roofing mowing removal disposal custodial education
    career development scholarship architect engineering design sources sought workshop conference
    meeting calibration overhaul refurbishment upgrade operation operations management advisory
    technical assistance investigation clinical trials trial mental health prevention intervention
    interventions community translation interpreting audit legal security guard guards towing servicio
    servicios estudio estudios investigacion beca becas capacitacion curso cursos mantenimiento
    reparacion instalacion construccion remodelacion consultoria asesoria arrendamiento renta limpieza
    vigilancia traduccion programa programas transporte hospedaje alimentacion auditoria evaluacion
    encuesta
    """.split()
)
#: Fitted by logistic regression (``matcher.training.reader --weights``) on half of the labelled notices and
#: on needs for goods, in the order of ``signs``.
WEIGHTS: Final = np.array([1.77, -1.18, 1.93, 0.2, -1.72, -5.19, 0.08])


def likely_good(need: Need, best_logit: float, told: Told) -> float:
    """The probability that a manufactured good is asked for; the parameters are those of ``signs``."""
    return float(1 / (1 + np.exp(-(WEIGHTS @ signs(need, best_logit, told)))))


def signs(need: Need, best_logit: float, told: Told) -> NDArray[np.float64]:
    """What speaks for a good or against it, (7,).

    Federal supply group of goods, of services; tens of ``best_logit``, how strongly the likeliest item of the
    catalogue is asked for; the share of the likeliest class of what the need was ``told`` to want; words of
    services in the title, tens of them in a hundred words of the text, and a constant.
    """
    title = (need.title or need.text.partition("\n")[0])[:_TITLE]
    group = group_of_title(need.title or need.text)
    text = words(need.text)[:_READ]
    in_text = 100 * sum(word in _SERVICES for word in text) / max(len(text), _FEW)
    seen = (
        group is not None and group.kind == "product",
        group is not None and group.kind == "service",
        best_logit / 10,
        float(told.shares.max(initial=0.0)),
        min(sum(word in _SERVICES for word in words(title)), 3),
        min(in_text, 15) / 10,
        1.0,
    )
    return np.array(seen, dtype=np.float64)
