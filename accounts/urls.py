from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", views.password, name="password"),
    path("", views.accounts, name="accounts"),
    path("new/", views.create, name="create"),
    path("<str:username>/disable/", views.activate, {"active": False}, name="disable"),
    path("<str:username>/enable/", views.activate, {"active": True}, name="enable"),
    path("<str:username>/email/", views.email, name="email"),
    path("<str:username>/password/", views.reset, name="reset"),
]
