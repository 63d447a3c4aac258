"""The test databases themselves: what a test commits is gone with its clone, what it rolls back was never there."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

MARK = "left_by_a_test"


@pytest.mark.parametrize("attempt", [1, 2])
@pytest.mark.django_db
def test_a_rolled_back_test_finds_no_row_of_another(attempt: int) -> None:
    assert not ContentType.objects.filter(app_label=MARK).exists()
    ContentType.objects.create(app_label=MARK, model=str(attempt))


@pytest.mark.parametrize("attempt", [1, 2])
@pytest.mark.commits
def test_a_committing_test_gets_a_database_of_its_own(attempt: int, committed_db: str) -> None:
    assert not connection.in_atomic_block
    with transaction.atomic():
        ContentType.objects.create(app_label=MARK, model=str(attempt))
    assert ContentType.objects.filter(app_label=MARK).count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone() == (committed_db,)


@pytest.mark.django_db
def test_a_broken_deferred_constraint_is_found_before_the_roll_back(as_public: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW fsync")
        assert cursor.fetchone() == ("off",)
