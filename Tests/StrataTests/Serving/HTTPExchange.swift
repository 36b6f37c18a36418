import Foundation

/// One connection to a server, byte by byte, so that a test can send what no client library would.
final class RawConnection: Sendable {
  private let descriptor: Int32

  struct Failure: Error, CustomStringConvertible { let description: String }

  /// Connects to a port of this machine; reading gives up after so many seconds.
  init(port: Int, patience seconds: Int = 30) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    _ = unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if result != 0 { throw Failure(description: "cannot connect to port \(port)") }
  }

  deinit { close(descriptor) }

  /// Sends bytes; false once the server has closed its side.
  @discardableResult
  func send(_ text: String) -> Bool { send(Data(text.utf8)) }

  @discardableResult
  func send(_ data: Data) -> Bool {
    var rest = data[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Reads until the server closes, or patience ends.
  func readAll() -> Data {
    var data = Data()
    while let more = readSome() { data += more }
    return data
  }

  /// Reads what is there; nil where the server has closed.
  func readSome() -> Data? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? Data(buffer.prefix(count)) : nil
  }
}

/// What a server answered.
struct Answer: CustomStringConvertible {
  let status: Int
  /// By lower-case name.
  let headers: [String: String]
  let body: Data

  init(_ data: Data) throws {
    guard let end = data.range(of: Data("\r\n\r\n".utf8)) else {
      throw RawConnection.Failure(
        description: "no answer: \(String(decoding: data, as: UTF8.self))")
    }
    let lines = String(decoding: data[..<end.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
    headers = Dictionary(
      lines.dropFirst().map { line in
        let colon = line.firstIndex(of: ":") ?? line.endIndex
        return (
          line[..<colon].lowercased(),
          line[colon...].dropFirst().trimmingCharacters(in: .whitespaces)
        )
      }
    ) { $1 }
    body = Data(data[end.upperBound...])
  }

  var text: String { String(decoding: body, as: UTF8.self) }
  var json: JSON { JSON(try? JSONSerialization.jsonObject(with: body)) }
  var description: String { "\(status) \(headers)\n\(text)" }
}
