"""Every page against axe's rules, on a laptop and a phone, light and dark; and the screenshots of each."""
from axe_core_python.sync_playwright import Axe

from harness import *

PAGES = {
    "environments": "/environments",
    "profiles": "/profiles?env=dev",
    "profile": "/profile?at=dev:tenant/web-platform@1.2.0",
    "edit": "/profile/edit?at=dev:tenant/web-platform@1.2.0&layer=1",
    "diff": "/diff?from=prod:tenant/web-platform@1.2.0&to=dev:tenant/web-platform@1.3.0",
    "diff-sides": "/diff?from=prod:tenant/web-platform@1.2.0&to=dev:tenant/web-platform@1.3.0&view=sides&show=all",
    "masked": "/masked?env=dev",
    "promote": "/promote?from=dev&to=staging",
    "promote-preview": "/promote/preview?from=dev&to=staging&profile=tenant/web-platform@1.2.0",
    "history": "/history?env=dev",
    "operations": "/operations",
    "import": "/import?env=prod",
    "not-found": "/profile?at=dev:tenant/nothing@1.0.0",
}
SIZES = {"": (1440, 900), "-small": (390, 844)}


class Accessibility(ConsoleCase):
    def check(self, page, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            for scheme in ["light", "dark"]:
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                page.screenshot(path=SHOTS / f"{name}{size}-{scheme}.png", full_page=True)
                with self.subTest(page=name, size=width, scheme=scheme):
                    found = Axe().run(page)["violations"]
                    self.assertEqual(
                        [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]], [])
            with self.subTest(page=name, size=width, what="fits"):
                self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width)

    def test_every_page_passes(self):
        with self.page() as page:
            for name, path in PAGES.items():
                page.goto(path)
                self.check(page, name)

    def test_the_sign_in_passes(self):
        with self.page(user=None) as page:
            page.goto("/sign-in")
            self.check(page, "sign-in")

    def test_the_steps_of_an_import_pass(self):
        with self.page() as page:
            page.goto("/import?env=prod&scope=projects/payments")
            page.get_by_label("Upload a file").set_input_files(str(EXPORTS / "web-platform-1.2.0.json"))
            page.get_by_role("button", name="Continue").click()
            page.get_by_role("button", name="Validate").click()
            self.check(page, "import-edit")
            page.get_by_role("button", name="Continue").click()
            self.check(page, "import-registries")
            page.get_by_label("Registry of kubernetes").select_option("Corp Mirror")
            page.get_by_role("button", name="Continue").click()
            self.check(page, "import-fills")
            page.get_by_role("button", name="Continue").click()
            self.check(page, "import-review")

    def test_the_keyboard_reaches_the_content_first_and_everything_in_order(self):
        with self.page() as page:
            page.goto("/profiles?env=dev")
            page.keyboard.press("Tab")
            expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
            seen = []
            for _ in range(12):
                page.keyboard.press("Tab")
                seen.append(page.evaluate("document.activeElement.innerText || document.activeElement.name"))
            order = [seen.index(name) for name in ["Environments", "Profiles", "Sign out", "dev"]]
            self.assertEqual(order, sorted(order))
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            self.assertEqual(outline, "solid")
