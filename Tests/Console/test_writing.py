"""Editing values, filling masked places, undo and roll back."""
from harness import *


class Editing(ConsoleCase):
    def test_a_layer_is_edited_with_its_difference_before_saving(self):
        with self.page() as page:
            page.goto("/profile?at=dev:tenant/web-platform@1.2.0&layer=1")
            before = json.loads(self.strata("export", "dev:web-platform@1.2.0"))
            page.get_by_role("link", name="Edit values").click()
            text = page.get_by_label("Values").input_value()
            page.get_by_label("Values").fill(text.replace('"60"', '"90"', 1))
            page.get_by_role("button", name="See what changes").click()
            expect(page.locator(".difference")).to_contain_text('"60" → "90"')
            page.get_by_label("Message").fill("Ninety")
            page.get_by_role("button", name="Save").click()
            expect(page.get_by_role("status")).to_contain_text("Saved as")
            expect(page.get_by_role("complementary", name="History")).to_contain_text("Ninety")
        after = json.loads(self.strata("export", "dev:web-platform@1.2.0"))
        before["spec"]["template"]["packs"][1]["values"] = before["spec"]["template"]["packs"][1]["values"].replace('"60"', '"90"', 1)
        self.assertEqual(after, before)

    def test_nobodys_change_in_between_is_lost(self):
        with self.page() as page:
            page.goto("/profile/edit?at=dev:tenant/web-platform@1.3.0&layer=1")
            text = page.get_by_label("Values").input_value()
            page.get_by_label("Values").fill(text + "\n# mine\n")
            page.get_by_role("button", name="See what changes").click()
            export = json.loads((EXPORTS / "web-platform-1.3.0.json").read_text())
            export["metadata"]["description"] = "theirs"
            path = self.folder / "theirs.json"
            path.write_text(json.dumps(export))
            self.strata("commit", path, "--env", "dev", "-m", "Theirs")
            page.get_by_role("button", name="Save").click()
            expect(page.get_by_role("heading", name="Changed meanwhile")).to_be_visible()
        self.assertIn("theirs", self.strata("export", "dev:web-platform@1.3.0"))

    def test_a_secret_that_is_typed_in_becomes_a_mask(self):
        secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
        with self.page() as page:
            page.goto("/profile/edit?at=dev:tenant/ML Ops@0.9.1&layer=0")
            text = page.get_by_label("Values").input_value()
            page.get_by_label("Values").fill(text + f"\ntoken: {secret}\n")
            page.get_by_role("button", name="See what changes").click()
            expect(page.get_by_role("alert")).to_contain_text("a mask put in its place")
            self.assertNotIn(secret, page.content())


class Filling(ConsoleCase):
    def test_a_source_is_set_and_removed_in_place(self):
        with self.page() as page:
            page.goto("/masked?env=prod")
            place = page.get_by_role("listitem").filter(has_text="clientConfig.oidc-client-secret")
            place.get_by_label("Source of").select_option("File by name")
            place.get_by_label("Name of the source").fill("oidc#secret")
            place.get_by_role("button", name="Set").click()
            expect(page.get_by_role("status")).to_have_text("The value comes from file:oidc#secret in prod.")
            expect(page.get_by_role("listitem").filter(has_text="clientConfig.oidc-client-secret")).to_have_count(0)
            self.assertIn("file:oidc#secret", self.strata("fill", "prod", "--list"))
            page.goto("/masked?env=prod&show=all")
            place = page.get_by_role("listitem").filter(has_text="clientConfig.oidc-client-secret")
            expect(place).to_contain_text("from file:oidc#secret")
            place.get_by_role("button", name="Remove").click()
            expect(page.get_by_role("status")).to_contain_text("no source in prod any more")

    def test_a_value_instead_of_a_source_is_refused_and_not_repeated(self):
        with self.page() as page:
            page.goto("/masked?env=prod")
            place = page.get_by_role("listitem").filter(has_text="clientConfig.oidc-client-secret")
            place.get_by_label("Name of the source").fill("my real pass word")
            place.get_by_role("button", name="Set").click()
            expect(page.get_by_text("that names no source; it is not repeated here")).to_be_visible()
            self.assertNotIn("my real pass word", page.content())


class TakingBack(ConsoleCase):
    def test_an_undo_asks_twice_and_brings_back_what_was(self):
        with self.page() as page:
            page.goto("/operations")
            page.get_by_role("row").nth(3).get_by_role("link", name="Undo").click()
            expect(page.get_by_role("heading", name="What comes back")).to_be_visible()
            page.get_by_role("button", name="Undo").click()
            self.assertIn("/undo", page.url)
            page.get_by_label("Yes, take this operation back").check()
            page.get_by_role("button", name="Undo").click()
            expect(page.get_by_role("status")).to_contain_text("Undone")
            expect(page.get_by_role("row", name="tenant/web-platform@1.2.0")).to_contain_text("changed")
        self.assertIn('audit-log-maxage: \\"30\\"', self.strata("export", "dev:web-platform@1.2.0"))

    def test_roll_back_says_what_comes_back_before_it_does(self):
        with self.page() as page:
            page.goto("/history?env=staging")
            page.get_by_role("link", name="Roll back to here").last.click()
            expect(page.get_by_role("heading", name="What comes back")).to_be_visible()
            page.get_by_label("Yes, roll staging back").check()
            page.get_by_label("Hold these profiles").check()
            page.get_by_role("button", name="Roll back").click()
            expect(page.get_by_role("status")).to_contain_text("as it was at")

    def test_an_operation_is_not_undone_once_something_came_later(self):
        with self.page() as page:
            page.goto("/operations")
            first = page.get_by_role("row").filter(has_text="Commit").last
            first.get_by_role("link", name="Undo").click()
            expect(page.get_by_role("alert")).to_contain_text("was changed since")
