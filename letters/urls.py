from django.urls import path

from letters.views import series

app_name = "letters"
urlpatterns = [path("letters/series/", series, name="series")]
