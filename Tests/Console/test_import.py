"""Palette's own flow, step by step: export, upload or paste or pick, edit, Validate, Select repositories, fill, review, Confirm."""
from harness import *


class Importing(ConsoleCase):
    def upload(self, page, path, *scopes):
        page.goto("/profiles?env=prod")
        page.get_by_role("link", name="Import Cluster Profile").first.click()
        panel = page.get_by_role("dialog", name="Import Cluster Profile")
        expect(panel).to_be_visible()
        for box in panel.get_by_role("group", name="Import into").get_by_role("checkbox").all():
            box.set_checked(box.get_attribute("value") in scopes)
        panel.get_by_label("Upload a file").set_input_files(str(path))
        panel.get_by_role("button", name="Continue").click()
        return panel

    def exported(self, page):
        page.goto("/profile?at=dev:tenant/web-platform@1.2.0")
        with page.expect_download() as download:
            page.get_by_role("link", name="Export Profile").click()
        path = self.folder / "download.json"
        download.value.save_as(path)
        return path

    def test_an_export_of_dev_becomes_a_profile_of_a_project_of_prod(self):
        with self.page() as page:
            panel = self.upload(page, self.exported(page), "projects/payments")
            page.screenshot(path=SHOTS / "import-edit.png") if SHOTS.exists() else None
            panel.get_by_role("button", name="Validate").click()
            panel.get_by_label("Profile name").fill("payments-platform")
            panel.get_by_role("button", name="Validate").click()
            expect(panel).to_contain_text("Validated successfully")
            panel.get_by_role("button", name="Continue").click()
            expect(panel.get_by_role("listitem").filter(has_text="Select repositories").locator("[aria-current]")).to_be_visible()
            registry = panel.get_by_label("Registry of kubernetes")
            expect(registry.locator("option")).to_have_text(["Select a registry", "Corp Mirror", "Edge Mirror"])
            registry.select_option("Corp Mirror")
            panel.get_by_role("button", name="Continue").click()
            place = panel.get_by_role("listitem").filter(has_text="clientConfig.oidc-client-secret")
            place.get_by_label("Source of kubernetes").select_option("Environment variable")
            place.get_by_label("Name of the source").fill("OIDC_SECRET")
            panel.get_by_role("button", name="Continue").click()
            expect(panel.get_by_role("heading", name="prod, Project payments")).to_be_visible()
            expect(panel).to_contain_text("kubernetes comes from Corp Mirror")
            panel.get_by_role("button", name="Confirm").click()
            expect(page.get_by_role("status")).to_contain_text("Imported payments-platform 1.2.0 into prod, Project payments.")
            expect(page.get_by_role("heading", level=1)).to_contain_text("payments-platform 1.2.0")
            expect(page.get_by_role("navigation", name="Layers")).to_contain_text("kubernetes")
        shown = json.loads(self.strata("show", "prod:projects/payments/payments-platform", "--json"))
        registries = {layer["identity"]["pack"]: (layer.get("registry") or {}).get("name") for layer in shown["layers"]}
        self.assertEqual(registries["kubernetes"], "Corp Mirror")
        self.assertEqual(registries["nginx"], "Palette Community Registry")
        self.assertIn("env:OIDC_SECRET", self.strata("fill", "prod:projects/payments", "--list"))
        log = self.strata("log", "prod", "--json")
        self.assertIn("ada", log)

    def test_a_duplicate_is_said_beside_the_name_and_changed_right_there(self):
        with self.page() as page:
            panel = self.upload(page, EXPORTS / "demo/web-platform-1.2.0.json", "tenant")
            panel.get_by_role("button", name="Validate").click()
            expect(panel.get_by_role("alert")).to_contain_text("Tenant of prod holds another web-platform 1.2.0 already.")
            expect(panel.get_by_label("Profile name")).to_have_attribute("aria-invalid", "true")
            expect(panel.get_by_role("button", name="Continue")).to_have_count(0)
            panel.get_by_label("Version").fill("1.2.1")
            panel.get_by_role("button", name="Validate").click()
            expect(panel.get_by_role("status").filter(has_text="Validated successfully")).to_be_visible()

    def test_a_pack_that_no_registry_holds_stops_the_import(self):
        with self.page() as page:
            panel = self.upload(page, EXPORTS / "ml-ops.json", "tenant")
            panel.get_by_role("button", name="Validate").click()
            group = panel.get_by_label("Add-on: mlflow")
            expect(group).to_contain_text("no registry of prod holds the pack 'mlflow'")
            expect(panel.get_by_role("button", name="Continue")).to_have_count(0)
            panel.get_by_role("button", name="Discard").click()
            expect(page.get_by_role("status")).to_contain_text("discarded")

    def test_leaving_and_coming_back_loses_nothing(self):
        with self.page() as page:
            panel = self.upload(page, EXPORTS / "web-platform-1.2.0.json", "projects/payments")
            panel.get_by_label("Profile name").fill("kept for later")
            panel.get_by_role("button", name="Validate").click()
            panel.get_by_role("link", name="Close").first.click()
            page.get_by_role("link", name="Import Cluster Profile").first.click()
            page.get_by_role("link", name="kept for later 1.2.0").click()
            expect(page.get_by_label("Profile name")).to_have_value("kept for later")

    def test_a_secret_in_the_file_is_masked_before_anything_is_kept(self):
        secret = "AKIA" + "QWERTYUIOPASDFGH"
        export = json.loads((EXPORTS / "web-platform-1.2.0.json").read_text())
        export["metadata"]["name"] = "careless"
        export["spec"]["template"]["packs"][4]["values"] += f"\nawsAccessKeyID: {secret}\n"
        path = self.folder / "careless.json"
        path.write_text(json.dumps(export))
        with self.page() as page:
            panel = self.upload(page, path, "projects/payments")
            expect(panel.get_by_role("status").first).to_contain_text("masked before anything was kept")
            self.assertNotIn(secret, page.content())
            text = panel.get_by_label("Cluster profile").input_value()
            self.assertNotIn(secret, text)
            panel.get_by_label("Cluster profile").fill(text.replace("awsAccessKeyID: ********", f"awsAccessKeyID: {secret}"))
            panel.get_by_role("button", name="Validate").click()
            self.assertNotIn(secret, page.content())
        for found in self.folder.rglob("*"):
            if found.is_file() and found.name != "careless.json":
                self.assertNotIn(secret.encode(), found.read_bytes(), found)
        self.assertEqual((self.folder / "profiles.git/strata/drafts").stat().st_mode & 0o077, 0)

    def test_what_is_no_profile_is_refused_with_its_place_and_nothing_is_lost(self):
        with self.page() as page:
            page.goto("/import?env=prod")
            page.get_by_role("textbox", name="Cluster profile").fill('{"metadata": {"name": "x",}}')
            page.get_by_role("button", name="Continue").click()
            expect(page.get_by_role("alert")).to_contain_text("line 1")

    def test_a_profile_of_another_environment_lands_with_its_history(self):
        with self.page() as page:
            page.goto("/import?env=staging")
            page.get_by_label("Profile", exact=True).select_option("dev:tenant/edge-base@2.0.0-rc.1")
            page.get_by_role("button", name="Continue").click()
            expect(page.get_by_text("It lands with the history of dev:tenant/edge-base@2.0.0-rc.1")).to_be_visible()
            page.get_by_role("button", name="Validate").click()
            for _ in range(2):
                page.get_by_role("button", name="Continue").click()
            page.get_by_role("button", name="Confirm").click()
            expect(page.get_by_role("status")).to_contain_text("Imported edge-base 2.0.0-rc.1 into staging, Tenant.")
            history = page.get_by_role("complementary", name="History")
            expect(history).to_contain_text("Dana Demo")
            expect(history).to_contain_text("from tenant/edge-base@2.0.0-rc.1")

    def test_the_flow_works_without_a_script_and_for_an_editor_of_a_project_alone(self):
        with self.page("ed", java_script_enabled=False) as page:
            page.goto("/import?env=prod")
            group = page.get_by_role("group", name="Import into")
            expect(group.get_by_role("checkbox")).to_have_count(1)
            page.get_by_label("Upload a file").set_input_files(str(EXPORTS / "web-platform-1.3.0.json"))
            page.get_by_role("button", name="Continue").click()
            page.get_by_label("Profile name").fill("ed's platform")
            page.get_by_role("button", name="Validate").click()
            expect(page.get_by_text("no registry of prod holds the pack 'cert-manager'")).to_be_visible()


class RefusedImports(ConsoleCase):
    def test_a_viewer_cannot_import_whatever_he_sends(self):
        with self.page("vera") as page:
            self.assertEqual(page.goto("/import?env=dev").status, 403)
            token = page.locator("input[name=csrf]").first.get_attribute("value")
            answer = page.request.post(
                self.served.address + "/import", headers={"Origin": self.served.address},
                multipart={"csrf": token, "env": "dev", "scope": "tenant", "text": "{}"})
            self.assertEqual(answer.status, 403)
