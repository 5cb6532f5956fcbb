#include "tests/support/site_server.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <httplib.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include <mutex>
#include <thread>
#include <utility>

#include "core/digest.h"
#include "core/file.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFileBytes = 256U << 20U;

X509* parse_certificate(const std::string& pem) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  return certificate;
}

EVP_PKEY* parse_key(const std::string& pem) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  return key;
}

std::string type_of(const fs::path& file) {
  const std::string extension = file.extension().string();
  if (extension == ".html" || extension == ".htm") return "text/html; charset=utf-8";
  if (extension == ".pdf") return "application/pdf";
  return "text/plain; charset=utf-8";
}

// Where a request's file is; empty for a path that leads out of the mirror.
fs::path file_of(const fs::path& mirror, const SiteRequest& request) {
  const std::string host = request.host.substr(0, request.host.find(':'));
  const fs::path below = fs::path(host + request.path).lexically_normal();
  if (below.empty() || below.is_absolute() || *below.begin() != host || host.starts_with('.')) {
    return {};
  }
  const fs::path file = mirror / below;
  return fs::is_directory(file) ? file / "index.html" : file;
}

std::string header(const SiteRequest& request, const std::string& name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string() : found->second;
}

std::string modified_time(const fs::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return {};
  return fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(info.st_mtime));
}

SiteReply serve_file(const fs::path& mirror, const SiteRequest& request) {
  const fs::path file = file_of(mirror, request);
  const Expected<std::string> body = read_file(file, kMaxFileBytes);
  if (mirror.empty() || !body) return {404, {{"Content-Type", "text/html"}}, "<h1>Not Found</h1>"};
  const std::string etag = "\"" + sha256_hex(*body).substr(0, 16) + "\"";
  const std::string modified = modified_time(file);
  const std::string wanted = header(request, "if-none-match");
  const bool is_unchanged =
      wanted.empty() ? header(request, "if-modified-since") == modified : wanted == etag;
  const std::map<std::string, std::string> headers = {
      {"Content-Type", type_of(file)}, {"ETag", etag}, {"Last-Modified", modified}};
  return is_unchanged ? SiteReply{304, headers, ""} : SiteReply{200, headers, *body};
}

SiteRequest request_of(const httplib::Request& request) {
  SiteRequest out{request.get_header_value("Host"),
                  request.path,
                  {},
                  std::chrono::steady_clock::now(),
                  request.remote_port};
  for (const auto& [name, value] : request.headers) {
    std::string key = name;
    for (char& c : key) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    out.headers.try_emplace(std::move(key), value);
  }
  return out;
}

void write_reply(const SiteReply& reply, httplib::Response& response) {
  response.status = reply.status;
  std::string type = "text/html";
  for (const auto& [name, value] : reply.headers) {
    if (name == "Content-Type") {
      type = value;
    } else {
      response.set_header(name, value);
    }
  }
  if (reply.body.empty()) return;
  // By a provider: a plain body is compressed by cpp-httplib, at brotli's slowest.
  const auto body = std::make_shared<const std::string>(reply.body);
  response.set_content_provider(
      body->size(), type, [body](std::size_t offset, std::size_t size, httplib::DataSink& sink) {
        return sink.write(body->data() + offset, size);
      });
}

}  // namespace

struct SiteServer::Impl {
  Impl(const Certificate& certificate, fs::path folder)
      : x509(parse_certificate(certificate.certificate_pem)),
        key(parse_key(certificate.key_pem)),
        server(x509, key),
        mirror(std::move(folder)) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    X509_free(x509);
    EVP_PKEY_free(key);
  }

  SiteReply reply_to(const SiteRequest& request) {
    SiteHandler handler;
    {
      const std::lock_guard lock(mutex);
      requests.push_back(request);
      if (const auto found = handlers.find(request.path); found != handlers.end()) {
        handler = found->second;
      }
    }
    return handler ? handler(request) : serve_file(mirror, request);
  }

  X509* x509;
  EVP_PKEY* key;
  httplib::SSLServer server;
  fs::path mirror;
  int port = 0;
  std::thread thread;
  std::mutex mutex;  // of what is below
  std::map<std::string, SiteHandler> handlers;
  std::vector<SiteRequest> requests;
};

SiteServer::SiteServer(const Certificate& certificate, Options options)
    : impl_(std::make_unique<Impl>(certificate, std::move(options.mirror))) {
  httplib::SSLServer& server = impl_->server;
  server.set_keep_alive_max_count(10'000);
  server.set_tcp_nodelay(true);  // or each answer on a kept connection waits 40 ms for an ACK
  server.set_pre_routing_handler(
      [this](const httplib::Request& request, httplib::Response& response) {
        write_reply(impl_->reply_to(request_of(request)), response);
        return httplib::Server::HandlerResponse::Handled;
      });
  if (options.port == 0) {
    impl_->port = server.bind_to_any_port("127.0.0.1");
  } else if (server.bind_to_port("127.0.0.1", options.port)) {
    impl_->port = options.port;
  }
  if (!server.is_valid() || impl_->port <= 0) {
    fmt::print(stderr, "cannot serve HTTPS on 127.0.0.1:{}\n", options.port);
    std::abort();
  }
  impl_->thread = std::thread([&server] { server.listen_after_bind(); });
  while (!server.is_running()) std::this_thread::yield();  // stop() before that is lost
}

SiteServer::~SiteServer() {
  impl_->server.stop();
  impl_->thread.join();
}

int SiteServer::port() const { return impl_->port; }

std::string SiteServer::endpoint() const { return fmt::format("127.0.0.1:{}", impl_->port); }

void SiteServer::answer(const std::string& path, SiteHandler handler) {
  const std::lock_guard lock(impl_->mutex);
  impl_->handlers[path] = std::move(handler);
}

long SiteServer::resumed_sessions() const { return SSL_CTX_sess_hits(impl_->server.ssl_context()); }

std::vector<SiteRequest> SiteServer::requests() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->requests;
}

}  // namespace mi
