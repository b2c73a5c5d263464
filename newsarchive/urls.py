"""Every address of the site, by app."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from newsarchive import theme, views

urlpatterns = [
    path("", views.home, name="home"),
    path("archive/", include("articles.urls")),
    path("projects/", include("annotations.urls")),
    path("sign-in/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("sign-in/<uid>/<token>/", views.sign_in_by_link, name="sign_in_by_link"),
    path("sign-out/", auth.LogoutView.as_view(), name="logout"),
    path("password/", auth.PasswordChangeView.as_view(), name="password_change"),
    path("password/changed/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("theme/", theme.choose_theme, name="theme"),
    path("admin/", admin.site.urls),
]

handler400 = "newsarchive.views.bad_request"
handler404 = "newsarchive.views.not_found"
