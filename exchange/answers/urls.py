from django.urls import path, re_path
from django.urls.converters import UUIDConverter

from exchange.answers import views

urlpatterns = [
    path("", views.answers, name="signed_answers"),
    path("check/", views.check, name="check_answer"),
    path("new/<uuid:pk>/", views.give, name="give_answer"),
    path("<uuid:pk>/", views.answer, name="signed_answer"),
    re_path(
        rf"^(?P<pk>{UUIDConverter.regex})\.(?P<part>json|sig|pem)$", views.answer_file, name="answer_file"
    ),
]
