"""The register lists companies; in doubt a name is left out."""

import pytest

from matcher.register.persons import is_legal_entity


@pytest.mark.parametrize(
    "name",
    [
        "ACEROS DEL VALLE S.A. DE C.V.",
        "Motores Ñandú, S. de R.L. de C.V.",
        "COMPONENTES S DE RL",
        "PLASTICOS S.A.P.I. DE C.V.",
        "CARTONERA, SOCIEDAD ANONIMA DE CAPITAL VARIABLE,PLANTA 2",
        "PEMEX REFINACION",
        "FIDEICOMISO INGENIO EL RINCON",
        "RAPID INDUSTRIES DE MEXICO",
        "COOPERATIVA LA PIEDRA S.C.L.",
    ],
)
def test_a_company_is_known_by_its_form_or_its_first_word(name):
    assert is_legal_entity(name)


@pytest.mark.parametrize(
    "name",
    [
        "JUANA PEREZ LOPEZ",
        "PEREZ LOPEZ JUAN",
        "JUAN PEREZ LOPEZ,FUNDIDORA PEREZ",
        "JUAN PEREZ LOPEZ      FUNDIDORA SAN JUAN",
        "CROMADORA DEL NORTE Y/O JUAN PEREZ LOPEZ",
        "",
    ],
)
def test_a_person_is_left_out_under_whatever_trade_name(name):
    assert not is_legal_entity(name)
