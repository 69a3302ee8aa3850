# Serves Redmine from the folder in which it is started: makes the database, two projects and their people, and prints one
# line of JSON about them when it is ready. Obeys lines on its standard input, and ends with it.
#
#   ruby redmine.rb PORT

require 'json'

ENV['RAILS_ENV'] = 'production'
ENV['REDMINE_INSTANCE'] = 'test'
ENV['SECRET_KEY_BASE'] = '0' * 64
require File.join(Dir.pwd, 'config', 'environment')

# In the background they would lock the database; no mail leaves anyway.
ActiveJob::Base.queue_adapter = :inline
ActiveRecord::Migration.verbose = false
ActiveRecord::Base.connection.execute('PRAGMA journal_mode=WAL')
ActiveRecord::Base.connection.execute('PRAGMA synchronous=OFF')
ActiveRecord::Base.connection.migration_context.migrate
ActiveRecord::Base.descendants.each(&:reset_column_information)
Redmine::DefaultData::Loader.load('en')
Setting.rest_api_enabled = '1'
Setting.default_language = 'en'

def project(identifier)
  Project.create!(:name => "The #{identifier}", :identifier => identifier, :is_public => false,
                  :trackers => Tracker.all, :enabled_module_names => ['issue_tracking'])
end

site = project('site')
shop = project('shop')
# Every ticket of the shop needs a cause.
IssueCustomField.create!(:name => 'Cause', :field_format => 'string', :is_required => true, :is_for_all => false,
                         :projects => [shop], :trackers => Tracker.all)

def user(login, language, admin = false)
  user = User.new(:firstname => login.capitalize, :lastname => 'Test', :mail => "#{login}@acme.example",
                  :language => language)
  user.login = login
  user.password = user.password_confirmation = SecureRandom.hex(16)
  user.admin = admin
  user.save!
  user
end

def join(user, project, role)
  Member.create!(:principal => user, :project => project, :roles => [Role.find_by!(:name => role)])
end

people = {
  'root' => user('root', 'en', true),
  'ada' => user('ada', 'en'),
  'berta' => user('berta', 'de'),
  'dev' => user('dev', 'en'),
  'reporter' => user('reporter', 'en'),
  'reader' => user('reader', 'en'),
  'stranger' => user('stranger', 'en')
}
Role.create!(:name => 'Reader', :permissions => [:view_issues], :issues_visibility => 'all')
[site, shop].each do |one|
  join(people['ada'], one, 'Manager')
  join(people['berta'], one, 'Manager')
end
join(people['dev'], site, 'Developer')
join(people['reporter'], site, 'Reporter')
join(people['reader'], site, 'Reader')

Thread.new do
  while (line = $stdin.gets)
    case line.strip
    when 'rest on' then Setting.rest_api_enabled = '1'
    when 'rest off' then Setting.rest_api_enabled = '0'
    end
    puts 'done'
    $stdout.flush
  end
  exit!(0)
end

keys = people.transform_values(&:api_key)
puts JSON.generate('keys' => keys, 'statuses' => IssueStatus.all.map { |one| [one.name, one.id.to_s] }.to_h)
$stdout.flush

require 'rack/handler/puma'
Rack::Handler::Puma.run(Rails.application, :Host => '127.0.0.1', :Port => Integer(ARGV[0]), :Threads => '1:4',
                        :Silent => true)
