using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

public class Role
{
    public string Path { get; set; }

    public string RoleName { get; set; }

    public string RoleId { get; set; }

    public string Arn { get; set; }

    public DateTime? CreateDate { get; set; }

    public string AssumeRolePolicyDocument { get; set; }

    public string Description { get; set; }

    public List<Tag> Tags { get; set; }
}

public class Tag
{
    public string Key { get; set; }

    public string Value { get; set; }
}

public class CreateRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string Path { get; set; }

    public string RoleName { get; set; }

    public string AssumeRolePolicyDocument { get; set; }

    public string Description { get; set; }

    public string PermissionsBoundary { get; set; }

    public List<Tag> Tags { get; set; }
}

public class CreateRoleResponse : AmazonWebServiceResponse
{
    public Role Role { get; set; }
}

public class GetRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string RoleName { get; set; }
}

public class GetRoleResponse : AmazonWebServiceResponse
{
    public Role Role { get; set; }
}

public class DeleteRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string RoleName { get; set; }
}

public class DeleteRoleResponse : AmazonWebServiceResponse
{
}

public class ListRolesRequest : AmazonIdentityManagementServiceRequest
{
    public string PathPrefix { get; set; }

    public string Marker { get; set; }

    public int? MaxItems { get; set; }
}

public class ListRolesResponse : AmazonWebServiceResponse
{
    public List<Role> Roles { get; set; }

    public bool? IsTruncated { get; set; }

    public string Marker { get; set; }
}

public class UpdateAssumeRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string RoleName { get; set; }

    public string PolicyDocument { get; set; }
}

public class UpdateAssumeRolePolicyResponse : AmazonWebServiceResponse
{
}
