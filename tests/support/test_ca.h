// A certificate authority of a test's own, made in memory, and certificates for hosts.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace mi {

struct Certificate {
  std::string certificate_pem;
  std::string key_pem;
};

enum class Validity { current, expired };

class TestCa {
 public:
  TestCa();
  TestCa(const TestCa&) = delete;
  TestCa& operator=(const TestCa&) = delete;
  ~TestCa();

  // What a client must trust.
  const std::string& certificate_pem() const;

  // A certificate for the hosts (at least one; names or IPv4 addresses), valid for a day.
  Certificate issue(const std::vector<std::string>& hosts,
                    Validity validity = Validity::current) const;

  // Writes certificate_pem() into a folder and returns the file.
  std::filesystem::path write_to(const std::filesystem::path& folder) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
