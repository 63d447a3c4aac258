"""The office's addresses and one that breaks."""

from django.urls import path

from integrity_portal.urls import handler500, urlpatterns


def breaks(request):
    raise RuntimeError("the inner secret")


urlpatterns = [*urlpatterns, path("breaks/", breaks)]
__all__ = ["handler500", "urlpatterns"]
