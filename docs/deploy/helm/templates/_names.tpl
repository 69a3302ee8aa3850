{{- define "jenvoy.name" -}}
{{- if contains "jenvoy" .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-jenvoy" .Release.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "jenvoy.selector" -}}
app.kubernetes.io/name: jenvoy
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "jenvoy.labels" -}}
{{ include "jenvoy.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "jenvoy.image" -}}
{{- if .Values.image.digest }}{{ .Values.image.repository }}@{{ .Values.image.digest }}{{ else }}{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "jenvoy.config" -}}
{{- $fixed := dict "http_port" (int .Values.port) "enforce_secret" "file:/opt/jenvoy/secrets/webhook" "hooks_path" "/opt/jenvoy/hooks" "data_path" "/opt/jenvoy/data" "backup_path" "/opt/jenvoy/backup" -}}
{{- if .Values.several.enabled }}
{{- $journal := dict "password" "file:/opt/jenvoy/database/password" -}}
{{- $fixed = mustMergeOverwrite $fixed (dict "endpoint_key" "file:/opt/jenvoy/database/endpoint_key" "journal" $journal) -}}
{{- $url := required "config.journal.url is needed with several servers" (dig "journal" "url" "" .Values.config) -}}
{{- end }}
{{- mustMergeOverwrite (deepCopy .Values.config) $fixed | toPrettyJson }}
{{- end }}
