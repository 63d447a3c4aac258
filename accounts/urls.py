from django.urls import path

from accounts.consents import views as consents
from accounts.links import views as links
from accounts.models.consents import ENABLE, FACTOR, RESET
from accounts.views import accounts, kept_forms, login_log, security, signing_in

app_name = "accounts"
urlpatterns = [
    path("login/", signing_in.SignIn.as_view(), name="login"),
    path("login/code/", signing_in.second_factor, name="second_factor"),
    path("logout/", signing_in.SignOut.as_view(), name="logout"),
    path("password/", security.password, name="password"),
    path("security/", security.security, name="security"),
    path("security/sessions/<uuid:public_id>/end/", security.end_session, name="end_session"),
    path("security/codes/", security.renew_codes, name="renew_codes"),
    path("security/authenticator/", security.replace_authenticator, name="replace_authenticator"),
    path("kept/", kept_forms.kept_forms, name="kept_forms"),
    path("kept/left/", kept_forms.left_form, name="left_form"),
    path("kept/<uuid:pk>/", kept_forms.kept_form, name="kept_form"),
    path("sign-ins/", login_log.sign_ins, name="sign_ins"),
    path("", accounts.accounts, name="accounts"),
    path("new/", accounts.create, name="create"),
    path("consents/", consents.consents, name="consents"),
    path("consents/<uuid:pk>/", consents.consent, name="consent"),
    path("consents/<uuid:pk>/half/", consents.draw, name="draw_half"),
    path("consents/<uuid:pk>/<slug:name>/", consents.act, name="consent_act"),
    path("links/<slug:half>/password/", links.set_password, name="set_password"),
    path("<str:username>/disable/", accounts.disable, name="disable"),
    path("<str:username>/enable/", accounts.ask_about, {"kind": ENABLE}, name="enable"),
    path("<str:username>/email/", accounts.email, name="email"),
    path("<str:username>/password/", accounts.ask_about, {"kind": RESET}, name="reset"),
    path("<str:username>/second-factor/", accounts.ask_about, {"kind": FACTOR}, name="forget_factor"),
]
