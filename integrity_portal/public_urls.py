"""Addresses of the public site; the process that serves them reads schema `open` and nothing else."""

from django.urls import include, path

urlpatterns = [path("", include("disclosure.urls"))]

handler400 = "disclosure.views.refused"
handler404 = "disclosure.views.missing"
handler500 = "disclosure.views.broken"
