from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import views
from accounts.consents import views as consents
from accounts.links import views as links

app_name = "accounts"
urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", views.password, name="password"),
    path("", views.accounts, name="accounts"),
    path("new/", views.create, name="create"),
    path("consents/", consents.consents, name="consents"),
    path("consents/<uuid:pk>/", consents.consent, name="consent"),
    path("consents/<uuid:pk>/half/", consents.draw, name="draw_half"),
    path("consents/<uuid:pk>/<slug:name>/", consents.act, name="consent_act"),
    path("links/<slug:half>/password/", links.set_password, name="set_password"),
    path("<str:username>/disable/", views.activate, {"active": False}, name="disable"),
    path("<str:username>/enable/", views.activate, {"active": True}, name="enable"),
    path("<str:username>/email/", views.email, name="email"),
    path("<str:username>/password/", views.reset, name="reset"),
]
