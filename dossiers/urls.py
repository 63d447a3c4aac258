from django.urls import path

from dossiers.views import file_entries, file_log, file_requests, officials, own, own_evidence

app_name = "dossiers"
urlpatterns = [
    path("officials/", officials.officials, name="officials"),
    path("officials/new/", officials.new_official, name="new_official"),
    path("officials/<str:number>/", officials.official, name="official"),
    path("officials/<str:number>/open/", officials.open_official, name="open_official"),
    path("officials/<str:number>/close/", officials.close, name="close_official"),
    path("officials/<str:number>/reveal/", officials.reveal, name="reveal_official"),
    path("officials/<str:number>/print/", officials.print_official, name="print_official"),
    path("officials/<str:number>/edit/", officials.edit_official, name="edit_official"),
    path("officials/<str:number>/invite/", file_entries.invite, name="invite_official"),
    path("officials/<str:number>/end-access/", file_entries.end_access, name="end_own_access"),
    path("officials/<str:number>/<slug:part>/new/", file_entries.new_entry, name="new_entry"),
    path("officials/<str:number>/<slug:part>/<uuid:pk>/", file_entries.edit_entry, name="edit_entry"),
    path(
        "officials/<str:number>/<slug:part>/<uuid:pk>/strike/",
        file_entries.strike_entry,
        name="strike_entry",
    ),
    path("file-requests/", file_requests.file_requests, name="file_requests"),
    path("file-requests/<uuid:pk>/", file_requests.file_request, name="file_request"),
    path("file-requests/<uuid:pk>/<slug:act>/", file_requests.file_request_act, name="file_request_act"),
    path("file-log/", file_log.file_log, name="file_log"),
    path("own/", own.own, name="own"),
    path("own/invitations/<uuid:pk>/confirm/", own.confirm, name="confirm_own"),
    path("own/invitations/<uuid:pk>/decline/", own.decline, name="decline_own"),
    path("own/notices/<uuid:pk>/done/", own.put_away, name="put_own_away"),
    path("own/mail/", own.mail, name="own_mail"),
    path("own/requests/<uuid:pk>/withdraw/", own.withdraw, name="withdraw_own"),
    path("own/requests/<uuid:pk>/evidence/", own_evidence.attach, name="attach_own"),
    path("own/evidence/<uuid:pk>/download/", own_evidence.download, name="download_own"),
    path("own/evidence/<uuid:pk>/withdraw/", own_evidence.withdraw, name="withdraw_own_evidence"),
    path("own/correct/<slug:part>/", own.choose, name="choose_own"),
    path("own/correct/<slug:part>/<uuid:pk>/", own.choose, name="choose_own_entry"),
    path("own/correct/<slug:part>/<slug:field>/", own.ask_correction, name="ask_own"),
    path("own/correct/<slug:part>/<uuid:pk>/<slug:field>/", own.ask_correction, name="ask_own_entry"),
]
