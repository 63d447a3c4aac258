from appeals.leads.urls import urlpatterns as leads
from appeals.notes.urls import urlpatterns as notes
from appeals.objections.urls import urlpatterns as objections
from appeals.repairs.urls import urlpatterns as repairs

app_name = "appeals"
urlpatterns = [*objections, *repairs, *leads, *notes]
