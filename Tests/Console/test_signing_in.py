"""Who gets in, who stays out, and what each role is offered."""
import urllib.error, urllib.request

from harness import *


class SigningIn(ConsoleCase):
    def test_nobody_sees_a_page_before_signing_in_and_then_gets_where_he_wanted_to_go(self):
        with self.page(user=None) as page:
            page.goto("/profiles?env=dev")
            expect(page).to_have_url(re.compile("/sign-in"))
            page.get_by_label("User").fill("ada")
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in", exact=True).click()
            expect(page).to_have_url(re.compile(r"/profiles\?env=dev"))

    def test_a_wrong_password_and_an_unknown_user_get_the_same_words(self):
        with self.page(user=None) as page:
            for user in ["ada", "nobody"]:
                self.sign_in(page, user, "wrong horse battery")
                expect(page.get_by_role("alert")).to_have_text("User or password is not right.")

    def test_a_key_opens_the_console_and_its_revocation_ends_the_session(self):
        key = self.strata.key("viewer", "dev")
        with self.page(user=None) as page:
            page.goto("/sign-in")
            page.get_by_label("API key").fill(key)
            page.get_by_role("button", name="Sign in with the key").click()
            expect(page.get_by_role("heading", name="Environments")).to_be_visible()
            expect(page.get_by_role("heading", name="staging")).to_have_count(0)
            self.strata("key", "revoke", key.split("_")[1])
            page.reload()
            expect(page).to_have_url(re.compile("/sign-in"))

    def test_the_cookie_is_kept_from_scripts_and_other_sites_and_signing_out_ends_it(self):
        with self.page(user=None) as page:
            self.sign_in(page, "ada")
            cookie, = page.context.cookies()
            self.assertEqual((cookie["httpOnly"], cookie["sameSite"], cookie["path"]), (True, "Strict", "/"))
            self.assertEqual(len(cookie["value"]), 64)
            page.get_by_role("button", name="Sign out").click()
            expect(page).to_have_url(re.compile("/sign-in"))
            page.context.add_cookies([cookie])
            page.goto("/environments")
            expect(page).to_have_url(re.compile("/sign-in"))

    def test_a_form_of_another_site_or_without_its_token_is_refused(self):
        with self.page() as page:
            cookie = page.context.cookies()[0]
            header = f"{cookie['name']}={cookie['value']}"
            for origin, status in [("https://evil.example", 403), (self.served.address, 403), (None, 403)]:
                headers = {"Cookie": header, **({"Origin": origin} if origin else {})}
                request = urllib.request.Request(
                    self.served.address + "/sign-out", data=b"csrf=0", headers=headers, method="POST")
                with self.assertRaises(urllib.error.HTTPError) as caught:
                    urllib.request.urlopen(request)
                self.assertEqual(caught.exception.code, status)
                caught.exception.close()
            page.reload()
            expect(page.get_by_role("heading", name="Environments")).to_be_visible()

    def test_guessing_is_slowed_down(self):
        self.strata.user("gus", "viewer")
        with self.page(user=None) as page:
            for _ in range(10):
                self.sign_in(page, "gus", "wrong horse battery")
            self.sign_in(page, "gus")
            expect(page.get_by_role("alert")).to_contain_text("Too many attempts")

    def test_every_page_forbids_what_it_does_not_need(self):
        with self.page() as page:
            for path in ["/environments", "/profiles", "/nowhere/at/all", "/sign-in"]:
                headers = page.goto(path).headers
                if path == "/nowhere/at/all":
                    self.assertEqual(headers["x-content-type-options"], "nosniff")
                    continue
                policy = headers["content-security-policy"]
                self.assertIn("default-src 'none'", policy)
                self.assertNotIn("unsafe", policy)
                self.assertIn("frame-ancestors 'none'", policy)
                self.assertEqual(headers["cache-control"], "no-store")


class Roles(ConsoleCase):
    def test_a_viewer_of_one_environment_is_offered_nothing_that_writes(self):
        with self.page("vera") as page:
            expect(page.get_by_role("heading", name="dev")).to_be_visible()
            expect(page.get_by_role("heading", name="prod")).to_have_count(0)
            page.goto("/profiles?env=dev")
            expect(page.get_by_role("link", name="Import Cluster Profile")).to_have_count(0)
            page.get_by_role("link", name="web-platform").click()
            expect(page.get_by_role("link", name="Edit values")).to_have_count(0)
            self.assertEqual(page.goto("/profile?at=staging:tenant/web-platform@1.2.0").status, 403)

    def test_an_editor_of_a_project_sees_that_project_alone(self):
        with self.page("ed") as page:
            page.goto("/profiles?env=dev")
            expect(page.get_by_role("heading", name="No profiles in dev yet")).to_be_visible()
            self.assertEqual(page.goto("/profile?at=dev:tenant/web-platform@1.2.0").status, 403)
