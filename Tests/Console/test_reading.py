"""Environments, profiles, one profile, differences, history: what each page says, and where its links lead."""
from harness import *


class Reading(ConsoleCase):
    def test_the_chain_says_how_far_each_environment_is_behind(self):
        with self.page() as page:
            chain = page.get_by_role("list", name="Promotion chain")
            expect(chain.get_by_role("heading")).to_have_text(["dev", "staging", "prod"])
            expect(chain).to_contain_text("1 behind")
            expect(chain).to_contain_text("3 new")
            expect(chain).to_contain_text("in step")

    def test_the_matrix_leads_to_the_difference(self):
        with self.page() as page:
            row = page.get_by_role("row", name="web-platform")
            expect(row.get_by_role("cell").nth(0)).to_contain_text("1.3.0")
            expect(row.get_by_role("cell").nth(1)).to_contain_text("differs from dev")
            row.get_by_role("link", name="differs from dev").click()
            expect(page.get_by_role("heading", name="web-platform 1.2.0 → 1.3.0 (minor)")).to_be_visible()
            expect(page.locator("#layer-0")).to_contain_text("masked → masked")
            expect(page.locator("#layer-0")).to_contain_text("cannot tell")

    def test_profiles_are_searched_and_filtered(self):
        with self.page() as page:
            page.goto("/profiles?env=dev")
            names = page.locator("tbody th")
            expect(names).to_have_text(["ML Ops", "edge-base", "web-platform"])
            page.get_by_label("Search").fill("EDGE")
            expect(names).to_have_text(["edge-base"])
            page.goto("/profiles?env=dev&type=add-on")
            expect(names).to_have_text(["ML Ops"])
            page.goto("/profiles?env=dev&cloud=vsphere")
            expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()

    def test_a_profile_shows_its_stack_bottom_to_top_with_values_and_masks(self):
        with self.page() as page:
            page.goto("/profile?at=dev:tenant/web-platform@1.2.0")
            slabs = page.get_by_role("navigation", name="Layers").get_by_role("link").filter(has=page.locator(".slab-kind"))
            expect(slabs.first).to_contain_text("etcd-backup")
            expect(slabs.last).to_contain_text("ubuntu-aws")
            boxes = [slabs.nth(index).bounding_box()["y"] for index in range(7)]
            self.assertEqual(boxes, sorted(boxes))
            expect(page.get_by_role("heading", name="kubernetes", exact=True)).to_be_visible()
            expect(page.locator(".y-mask")).to_have_count(1)
            slabs.first.click()
            expect(page.get_by_role("heading", name="Manifest snapshots")).to_be_visible()
            expect(page.get_by_role("row", name="grafanaAdminPassword")).to_contain_text("masked")

    def test_the_history_beside_a_profile_leads_to_what_changed(self):
        with self.page() as page:
            page.goto("/profile?at=dev:tenant/web-platform@1.2.0")
            log = page.get_by_role("complementary", name="History")
            expect(log.get_by_role("listitem")).to_have_count(2)
            log.get_by_role("link", name="What changed").click()
            expect(page.locator("tr", has_text="audit-log-maxage")).to_contain_text('"30" → "60"')

    def test_export_gives_the_file_that_palette_imports(self):
        with self.page() as page:
            page.goto("/profile?at=dev:tenant/web-platform@1.2.0")
            with page.expect_download() as download:
                page.get_by_role("link", name="Export Profile").click()
            self.assertEqual(download.value.suggested_filename, "web-platform-1.2.0.json")
            exported = json.loads(download.value.path().read_text())
            self.assertEqual(exported, json.loads((EXPORTS / "demo/web-platform-1.2.0.json").read_text()))

    def test_a_difference_has_an_address_two_views_and_a_markdown_form(self):
        address = "/diff?from=prod:tenant/web-platform@1.2.0&to=dev:tenant/web-platform@1.3.0"
        with self.page() as page:
            page.goto(address)
            expect(page.get_by_role("row", name="cert-manager")).to_be_visible()
            page.get_by_label("View").select_option("Side by side")
            page.get_by_label("Show", exact=True).select_option("All layers and values")
            page.get_by_role("button", name="Compare").click()
            expect(page.locator("table.sides").first).to_contain_text("proposed")
            expect(page.locator(".difference > table").first).to_contain_text("csi-aws-ebs")
            markdown = page.request.get(self.served.address + address.replace("/diff?", "/diff/markdown?")).text()
            self.assertTrue(markdown.startswith("### `web-platform` 1.2.0 → 1.3.0"))

    def test_what_is_not_there_says_so_in_the_page(self):
        with self.page() as page:
            answer = page.goto("/profile?at=dev:tenant/web-platfrom@1.2.0")
            self.assertEqual(answer.status, 404)
            expect(page.get_by_role("heading", name="Not found")).to_be_visible()
            expect(page.get_by_text("did you mean 'web-platform'?")).to_be_visible()

    def test_reading_works_without_a_script(self):
        with self.page(java_script_enabled=False) as page:
            page.goto("/profiles?env=dev")
            page.get_by_label("Search").fill("web")
            page.get_by_role("button", name="Apply").click()
            expect(page.locator("tbody th")).to_have_text(["web-platform"])


class Hostile(ConsoleCase):
    def test_a_hostile_name_is_shown_and_does_nothing(self):
        hostile = json.loads((EXPORTS / "ml-ops.json").read_text())
        hostile["metadata"]["name"] = "<script>alert(1)</script>\u202e"
        hostile["metadata"]["description"] = "<img src=x onerror=alert(2)>"
        path = self.folder / "hostile.json"
        path.write_text(json.dumps(hostile))
        self.strata("commit", path, "--env", "dev", "-m", "<b>bold</b>")
        with self.page() as page:
            page.goto("/profiles?env=dev&q=script")
            name = "<script>alert(1)</script>\\u{202E}"
            page.get_by_role("link", name=name).click()
            expect(page.get_by_role("heading", level=1)).to_contain_text(name)
            expect(page.get_by_text("<img src=x onerror=alert(2)>")).to_be_visible()
            expect(page.get_by_text("<b>bold</b>")).to_be_visible()
