# The HTML that kramdown makes of posts with Jekyll's options: ruby kramdown.rb posts.json built.json
require "json"
require "kramdown"
require "kramdown-parser-gfm"

# Source: the defaults of Jekyll's configuration.rb.
options = {
  input: "GFM", auto_ids: true, toc_levels: (1..6), entity_output: "as_char",
  smart_quotes: %w[lsquo rsquo ldquo rdquo], hard_wrap: false, guess_lang: true, footnote_nr: 1,
  show_warnings: false, syntax_highlighter: nil
}
posts = JSON.parse(File.read(ARGV[0]))
built = posts.transform_values { |text| Kramdown::Document.new(text, options).to_html }
File.write(ARGV[1], JSON.generate(built))
