"""The office's addresses with those of the invented app."""

from django.urls import include, path

from integrity_portal.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]
urlpatterns = [path("", include("tests.invented.urls")), *urlpatterns]
