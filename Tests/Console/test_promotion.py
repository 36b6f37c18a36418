"""Promotion: choose, preview, settle what conflicts, confirm."""
from harness import *


class Promoting(ConsoleCase):
    def test_a_promotion_lands_what_was_chosen(self):
        with self.page() as page:
            page.get_by_role("list", name="Promotion chain").get_by_role("link", name="Promote").click()
            row = page.get_by_role("row", name="edge-base")
            expect(row).to_contain_text("new")
            row.get_by_role("checkbox").check()
            page.get_by_role("button", name="Preview").click()
            expect(page.get_by_role("heading", name="dev → staging")).to_be_visible()
            page.get_by_role("button", name="Promote 1 profile version").click()
            expect(page.get_by_role("status")).to_contain_text("Promoted 1 profile version to staging.")
            expect(page.get_by_role("row", name="tenant/edge-base@2.0.0-rc.1")).to_contain_text("added")
        self.assertIn("edge-base", self.strata("show", "staging"))

    def test_a_target_that_moved_since_the_preview_is_not_written(self):
        with self.page() as page:
            page.goto("/promote/preview?from=dev&to=staging&profile=tenant/ML Ops@0.9.1")
            self.strata("hold", "staging:web-platform@1.2.0", "-m", "Wait for the audit")
            page.get_by_role("button", name="Promote 1 profile version").click()
            expect(page.get_by_role("heading", name="Changed meanwhile")).to_be_visible()
            self.strata("release", "staging:web-platform@1.2.0")
        self.assertNotIn("ML Ops", self.strata("show", "staging"))

    def test_nothing_chosen_is_said_in_the_page(self):
        with self.page() as page:
            page.goto("/promote?from=dev&to=staging")
            page.get_by_role("button", name="Preview").click()
            expect(page.get_by_text("choose at least one profile")).to_be_visible()


class Conflicts(ConsoleCase):
    @classmethod
    def prepare(cls):
        super().prepare()
        text = (EXPORTS / "web-platform-1.2.0.json").read_text()
        path = cls.folder / "hotfix.json"
        path.write_text(text.replace('audit-log-maxage: \\"30\\"', 'audit-log-maxage: \\"45\\"'))
        cls.strata("commit", path, "--env", "staging", "-m", "Hot-fix: 45 days")

    def test_a_conflict_is_settled_in_the_page(self):
        with self.page() as page:
            page.goto("/promote?from=dev&to=staging")
            page.get_by_role("row", name="web-platform").filter(has_text="1.2.0").get_by_role("checkbox").check()
            page.get_by_role("button", name="Preview").click()
            conflict = page.get_by_role("group", name="audit-log-maxage")
            expect(conflict).to_contain_text('"45"')
            expect(conflict).to_contain_text('"60"')
            expect(page.get_by_role("button", name="Promote 1 profile version")).to_have_count(0)
            conflict.get_by_label("Take what dev brings").check()
            page.get_by_role("button", name="See it with these answers").click()
            expect(page.get_by_text("Settled by your answers")).to_be_visible()
            page.get_by_role("button", name="Promote 1 profile version").click()
            expect(page.get_by_role("status")).to_contain_text("Promoted 1 profile version to staging.")
        self.assertIn('audit-log-maxage: "60"', self.strata("export", "staging:web-platform@1.2.0").replace('\\"', '"'))
