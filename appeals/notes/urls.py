from django.urls import path

from appeals.notes import views

urlpatterns = [
    path("notes/", views.notes, name="notes"),
    path("notes/new/<uuid:fact>/", views.new_note, name="new_note"),
    path("notes/<uuid:pk>/", views.note, name="note"),
    path("notes/<uuid:pk>/suspect/", views.suspect, name="note_suspect"),
    path("notes/<uuid:pk>/sheet/", views.sign, name="note_sheet"),
    path("notes/<uuid:pk>/<slug:act>/", views.note_act, name="note_act"),
]
