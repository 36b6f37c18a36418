/// A decimal value without a sign, `significand` × 10^`exponent`; no zero ends the significand.
struct Decimal: Hashable {
  let significand: UInt64
  let exponent: Int

  init(significand: UInt64, exponent: Int) {
    self.significand = significand
    self.exponent = significand == 0 ? 0 : exponent
  }

  /// The shortest decimal that is nearest to the magnitude of a finite double, as ECMAScript
  /// prints it.
  ///
  /// `Double.description` finds those digits; only the layout differs.
  init(shortest value: Double) {
    var (significand, zeros, exponent) = (UInt64(0), 0, 0)
    var (isFraction, isExponent, isDown) = (false, false, false)
    for byte in value.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"): isExponent = true
      case UInt8(ascii: "-"): isDown = true
      case UInt8(ascii: "+"): break
      case _ where isExponent: exponent = exponent * 10 + Int(byte &- 0x30)
      default:
        if isFraction { zeros -= 1 }
        significand = significand * 10 + UInt64(byte &- 0x30)
      }
    }
    exponent = (isDown ? -exponent : exponent) + zeros
    while significand != 0, significand % 10 == 0 {
      significand /= 10
      exponent += 1
    }
    self.init(significand: significand, exponent: exponent)
  }

  /// The nearest double.
  var double: Double {
    guard significand <= 1 << 53, exponent.magnitude < Self.powers.count else {
      return Double("\(significand)e\(exponent)") ?? .infinity
    }
    // Both operands are exact, so the one operation rounds correctly.
    return exponent < 0
      ? Double(significand) / Self.powers[-exponent] : Double(significand) * Self.powers[exponent]
  }

  /// Whether RFC 8785 prints this decimal for its nearest double, up to the sign.
  ///
  /// A double tells decimals of up to 15 digits apart, unless it is subnormal, so these are always
  /// the ones that are printed.
  func isPrinted(for value: Double) -> Bool {
    if significand < 1_000_000_000_000_000, significand == 0 || value.isNormal { return true }
    return self == Decimal(shortest: value)
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
