{{- /* The pod of a deployment. "role" is "intake", "worker", or "" for the one server that does both. */}}
{{- define "jenvoy.pod" -}}
{{- $root := .root -}}
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ $root.Values.terminationGracePeriodSeconds }}
  {{- if .role }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "jenvoy.selector" $root | nindent 10 }}
          app.kubernetes.io/component: {{ .role }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 0
    fsGroup: 10001
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: jenvoy
      image: {{ include "jenvoy.image" $root | quote }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      {{- if .role }}
      args: [serve, --{{ .role }}]
      {{- end }}
      env:
        # Volumes belong to a group that may write, and the pod has but one user: what is refused elsewhere is a warning here.
        - name: JENVOY_STRICT_MODES
          value: warn
        {{- with $root.Values.env }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        - name: http
          containerPort: {{ $root.Values.port }}
      startupProbe:
        httpGet: {path: /healthz, port: http}
        periodSeconds: 2
        failureThreshold: 45
      livenessProbe:
        httpGet: {path: /healthz, port: http}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: /readyz, port: http}
        periodSeconds: 5
        timeoutSeconds: 5
        failureThreshold: 3
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      resources: {{- toYaml $root.Values.resources | nindent 8 }}
      volumeMounts:
        - {name: config, mountPath: /opt/jenvoy/config.json, subPath: config.json, readOnly: true}
        - {name: webhook, mountPath: /opt/jenvoy/secrets, readOnly: true}
        - {name: hooks, mountPath: /opt/jenvoy/hooks, readOnly: true}
        {{- if .role }}
        - {name: database, mountPath: /opt/jenvoy/database, readOnly: true}
        {{- end }}
        - {name: work, mountPath: /opt/jenvoy/home, subPath: home}
        - {name: work, mountPath: /tmp, subPath: tmp}
        - {name: kept, mountPath: /opt/jenvoy/data, subPath: data}
        - {name: kept, mountPath: /opt/jenvoy/backup, subPath: backup}
  volumes:
    - name: config
      configMap:
        name: {{ include "jenvoy.name" $root }}-config
    - name: webhook
      secret:
        secretName: {{ $root.Values.secretName }}
    - name: hooks
      configMap:
        {{- if $root.Values.hooksConfigMap }}
        name: {{ $root.Values.hooksConfigMap }}
        defaultMode: 0555
        {{- else }}
        name: {{ include "jenvoy.name" $root }}-hooks
        defaultMode: 0555
        items:
          {{- range $name, $text := $root.Values.hooks }}
          - key: hook-{{ sha256sum $name | trunc 12 }}
            path: {{ $name | quote }}
          {{- end }}
        {{- end }}
    - name: work
      emptyDir:
        sizeLimit: 2Gi
    {{- if .role }}
    - name: database
      secret:
        secretName: {{ $root.Values.several.databaseSecret }}
    # The journal is in the database. What is here is of this pod alone: payloads on their way, what a hook was given.
    - name: kept
      emptyDir:
        sizeLimit: {{ $root.Values.persistence.size }}
    {{- else }}
    - name: kept
      persistentVolumeClaim:
        claimName: {{ $root.Values.persistence.existingClaim | default (include "jenvoy.name" $root) }}
    {{- end }}
{{- end }}
