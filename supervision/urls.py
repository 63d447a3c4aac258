from django.urls import path

from supervision import views

app_name = "supervision"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("board/", views.board, name="board"),
    path("runs/", views.runs, name="runs"),
    path("runs/again/", views.rerun, name="rerun"),
]
