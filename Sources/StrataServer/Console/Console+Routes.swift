import ProfileRepository

/// What each address shows, and what each form does.
extension Console {
  var readingRoutes: [Route] {
    let index = index
    return [
      page("/environments", .environments) { repository, visit in
        .page(try EnvironmentsPage(visit: visit, index: index).view(in: repository))
      },
      page("/profiles", .profiles) { repository, visit in
        .page(try ProfilesPage(visit: visit, index: index).view(in: repository))
      },
      page("/profile", .profiles) { repository, visit in
        .page(try ProfilePage(visit: visit, index: index).view(in: repository))
      },
      page("/profile/export", nil) { repository, visit in
        try ProfileExport(visit: visit).answer(in: repository)
      },
      page("/profile/edit", .profiles) { repository, visit in
        .page(try EditPage(visit: visit).view(in: repository))
      },
      form("/profile/edit", .profiles) { repository, visit in
        try EditPage(visit: visit).answer(in: repository)
      },
      page("/diff", .compare) { repository, visit in
        .page(try DiffPage(visit: visit, index: index).view(in: repository))
      },
      page("/diff/markdown", nil) { repository, visit in
        .text(try DiffPage(visit: visit, index: index).markdown(in: repository))
      },
    ]
  }

  var maskedRoutes: [Route] {
    let index = index
    return [
      page("/masked", .masked) { repository, visit in
        .page(try MaskedPage(visit: visit, index: index).view(in: repository))
      },
      form("/masked/fill", .masked) { repository, visit in
        try FillForm(visit: visit).answer(in: repository)
      },
    ]
  }

  var historyRoutes: [Route] {
    [
      page("/history", .history) { repository, visit in
        .page(try HistoryPage(visit: visit).view(in: repository))
      },
      page("/operations", .history) { repository, visit in
        .page(try OperationsPage(visit: visit).list(in: repository))
      },
      page("/operation", .history) { repository, visit in
        .page(try OperationsPage(visit: visit).view(in: repository))
      },
      page("/undo", .history) { repository, visit in
        .page(try UndoPage(visit: visit).view(in: repository))
      },
      form("/undo", .history) { repository, visit in
        try UndoPage(visit: visit).answer(in: repository)
      },
      page("/rollback", .history) { repository, visit in
        .page(try RollbackPage(visit: visit).view(in: repository))
      },
      form("/rollback", .history) { repository, visit in
        try RollbackPage(visit: visit).answer(in: repository)
      },
    ]
  }

  var promotionRoutes: [Route] {
    let index = index
    return [
      page("/promote", .promote) { repository, visit in
        .page(try PromotePage(visit: visit, index: index).view(in: repository))
      },
      page("/promote/preview", .promote) { repository, visit in
        .page(try PromotePreviewPage(visit: visit).view(in: repository))
      },
      form("/promote", .promote) { repository, visit in
        try PromotePreviewPage(visit: visit).answer(in: repository)
      },
    ]
  }

  var importRoutes: [Route] {
    [
      step("/import") { .page(try ImportFilePage(visit: $1, framing: $2).view(in: $0)) },
      step("/import/edit") { .page(try ImportEditPage(visit: $1, framing: $2).view(in: $0)) },
      step("/import/registries") {
        try ImportRegistriesPage(visit: $1, framing: $2).answer(in: $0)
      },
      step("/import/fills") { try ImportFillsPage(visit: $1, framing: $2).answer(in: $0) },
      step("/import/review") { .page(try ImportReviewPage(visit: $1, framing: $2).view(in: $0)) },
      sent("/import") { try ImportFilePage(visit: $1, framing: $2).answer(in: $0) },
      sent("/import/edit") { try ImportEditPage(visit: $1, framing: $2).answer(in: $0) },
      sent("/import/registries") {
        try ImportRegistriesPage(visit: $1, framing: $2).take(in: $0)
      },
      sent("/import/fills") { try ImportFillsPage(visit: $1, framing: $2).take(in: $0) },
      sent("/import/confirm") { try ImportReviewPage(visit: $1, framing: $2).confirm(in: $0) },
    ]
  }

  private typealias ImportBody =
    @Sendable (ProfileRepository, Visit, ImportFraming) throws -> PageAnswer

  private func step(_ path: String, _ body: @escaping ImportBody) -> Route {
    let (index, templates) = (index, templates)
    return page(path, .profiles) { repository, visit in
      try body(
        repository, visit, ImportFraming(visit: visit, index: index, templates: templates))
    }
  }

  private func sent(_ path: String, _ body: @escaping ImportBody) -> Route {
    let (index, templates) = (index, templates)
    return form(path, .profiles) { repository, visit in
      try body(
        repository, visit, ImportFraming(visit: visit, index: index, templates: templates))
    }
  }
}
